import type { Problem } from "./types";

/** An answer of the server that says what went wrong. */
export class ApiError extends Error {
  readonly problem: Problem;
  /** From Retry-After; undefined where the server named no time. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail);
    this.name = "ApiError";
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer came: the server is not running, or the network is down. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super("the server does not answer", { cause });
    this.name = "ConnectionError";
  }
}

/** @param body text of the answer; problem+json where the product itself answered */
export function toApiError(status: number, body: string, retryAfter: string | null): ApiError {
  const seconds = retryAfterSeconds(retryAfter);
  const problem = parsed(body);
  return new ApiError(
    {
      type: problem.type ?? "about:blank",
      title: problem.title ?? `HTTP ${status}`,
      status,
      detail: problem.detail ?? problem.error ?? `HTTP ${status}`,
      instance: problem.instance,
      code: problem.code ?? `HTTP_${status}`,
      errors: Array.isArray(problem.errors) ? problem.errors : undefined,
    },
    seconds,
  );
}

/** Retry-After is a number of seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(value: string | null, now = Date.now()): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function parsed(body: string): Partial<Problem> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
