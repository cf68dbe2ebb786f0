import { expect, test } from "vitest";
import { execution, progress } from "../test/fixtures";
import { applyMessage } from "./progress";

test("progress moves the percentage, the step and the label", () => {
  const next = applyMessage(
    execution(),
    progress({
      data: {
        current_component: "filter",
        current_step: "Blur",
        elapsed_time_ms: 5,
        step_details: { component_name: "filter", status: "completed" },
      },
    }),
  );
  expect(next.progress).toMatchObject({ percentage: 50, current_step: "Blur", completed_steps: 1 });
  expect(next.steps.map(({ status }) => status)).toEqual(["completed", "pending"]);
});

test("a message that overtook a newer read does not turn it back", () => {
  expect(applyMessage(execution(), progress({ progress: 3 })).progress.percentage).toBe(10);
});

test("a step named by its type is the first of that type that has not ended", () => {
  const details = { component_name: "filter", status: "completed" as const };
  const message = progress({
    step: "filter",
    data: { current_component: "filter", elapsed_time_ms: 1, step_details: details },
  });
  const once = applyMessage(execution(), message);
  const twice = applyMessage(once, message);
  expect(once.steps.map(({ status }) => status)).toEqual(["completed", "pending"]);
  expect(twice.steps.map(({ status }) => status)).toEqual(["completed", "completed"]);
});

test("a skipped step has ended, and keeps its reason", () => {
  const details = {
    step_id: "filter-step-1",
    component_name: "filter",
    status: "skipped" as const,
    skipped_reason: "switch-step-0:then stayed empty",
  };
  const message = progress({
    step: "filter",
    data: { current_component: "filter", elapsed_time_ms: 1, step_details: details },
  });
  const next = applyMessage(execution(), message);
  expect(next.progress.completed_steps).toBe(1);
  expect(next.steps.at(-1)).toMatchObject({
    status: "skipped",
    skipped_reason: "switch-step-0:then stayed empty",
  });
});

test("each terminal message ends the execution in its own way", () => {
  const base = { execution_id: "e-1" };
  const completed = { ...base, type: "completed" as const, total_time_ms: 87, output_files: [] };
  expect(applyMessage(execution(), completed)).toMatchObject({
    status: "completed",
    processing_time_ms: 87,
    progress: { percentage: 100 },
  });
  const error = { code: "STEP_FAILED", message: "radius" };
  expect(applyMessage(execution(), { ...base, type: "error", error })).toMatchObject({
    status: "failed",
    error,
  });
  expect(applyMessage(execution(), { ...base, type: "cancelled" }).status).toBe("cancelled");
});

test("an execution that has ended ignores what comes late", () => {
  const ended = execution({ status: "cancelled" });
  expect(applyMessage(ended, progress())).toBe(ended);
});
