import { ApiError, ConnectionError } from "../api/problem";
import type { Failure } from "../api/types";
import type { Messages } from "./en";

export interface Explanation {
  /** What is wrong, in the server's words where it has some. */
  text: string;
  /** What to do about it. */
  advice?: string;
  places: { pointer: string; detail: string }[];
}

/** An error for a person: what happened, where, and what to do. */
export function explain(error: unknown, t: Messages): Explanation {
  if (error instanceof ApiError) {
    const { code, detail, errors = [] } = error.problem;
    const wait = error.retryAfterSeconds;
    const advice = wait === undefined ? adviceFor(code, t) : t.advise.tryIn(wait);
    return { text: detail, advice, places: errors };
  }
  if (error instanceof ConnectionError) {
    return { text: t.page.unreachable, advice: t.advice.connection, places: [] };
  }
  return { text: error instanceof Error ? error.message : String(error), places: [] };
}

export function explainFailure(failure: Failure, t: Messages): Explanation {
  return { text: failure.message, advice: adviceFor(failure.code, t), places: [] };
}

function adviceFor(code: string, t: Messages): string | undefined {
  return (t.advice as Record<string, string | undefined>)[code];
}
