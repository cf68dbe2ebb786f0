import type { ExecutionMessage, ProgressMessage } from "./messages";
import type { Execution, ExecutionStep, Status } from "./types";

const ENDED: ReadonlySet<Status> = new Set(["completed", "failed", "cancelled"]);

export function hasEnded(status: Status): boolean {
  return ENDED.has(status);
}

/** The execution after a message; one that has ended stays as it is. */
export function applyMessage(execution: Execution, message: ExecutionMessage): Execution {
  if (hasEnded(execution.status)) return execution;
  switch (message.type) {
    case "progress":
      return progressed(execution, message);
    case "completed":
      return {
        ...execution,
        status: "completed",
        processing_time_ms: message.total_time_ms,
        progress: { ...execution.progress, percentage: 100 },
      };
    case "error":
      return { ...execution, status: "failed", error: message.error };
    case "cancelled":
      return { ...execution, status: "cancelled" };
  }
}

function progressed(execution: Execution, message: ProgressMessage): Execution {
  const steps = withStep(execution.steps, message);
  return {
    ...execution,
    // the end is told by a message of its own, with the results
    status: hasEnded(message.status) ? "running" : message.status,
    steps,
    progress: {
      ...execution.progress,
      // messages may overtake the answer of a read
      percentage: Math.max(execution.progress.percentage, message.progress),
      current_step: message.data.current_step ?? message.data.current_component,
      completed_steps: steps.filter(hasEndedWell).length,
    },
  };
}

function withStep(steps: ExecutionStep[], message: ProgressMessage): ExecutionStep[] {
  const details = message.data.step_details;
  const index = indexOf(steps, details?.step_id ?? message.step);
  if (details === undefined || index < 0) return steps;
  const { status, started_at, completed_at, processing_time_ms, skipped_reason } = details;
  const changed = { status, started_at, completed_at, processing_time_ms, skipped_reason };
  return steps.map((step, i) => (i === index ? { ...step, ...changed } : step));
}

function hasEndedWell(step: ExecutionStep): boolean {
  return step.status === "completed" || step.status === "skipped";
}

/** `step` is a step id, or a component type: then the first of that type that has not ended. */
function indexOf(steps: ExecutionStep[], step: string): number {
  const byId = steps.findIndex((s) => s.step_id === step);
  if (byId >= 0) return byId;
  return steps.findIndex((s) => s.component_name === step && !hasEndedWell(s));
}
