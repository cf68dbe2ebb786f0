import type { SizedImage, SizedState } from "./useSizedImage";

export type Mode = "compare" | "input" | "output";

/** What can be looked at, the best first. */
export function modesFor(before: SizedState, after: SizedState): Mode[] {
  const input = before.status === "ready";
  const output = after.status === "ready";
  // waits for the other of the two, so that the picture does not jump
  if (input && output) return ["compare", "input", "output"];
  if (before.status === "loading" || after.status === "loading") return input ? ["input"] : [];
  if (output) return ["output"];
  return input ? ["input"] : [];
}

const SAME = 0.02;

/** Whether one lies on the other; a crop or a stretch does not. */
export function sameShape(a: SizedImage, b: SizedImage): boolean {
  return Math.abs(a.width / a.height / (b.width / b.height) - 1) < SAME;
}
