import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Execution } from "../../api/types";
import { FakeServer, tokenAnswer, USER } from "../../test/fakeServer";
import { detection, execution, PIPELINE } from "../../test/fixtures";
import { apiOf, draw } from "../../test/TestPage";
import ExecutionPage from "./ExecutionPage";

const page = (items: unknown[]) => ({ body: { items, next_cursor: null } });

const detections = () => screen.getByRole("listbox", { name: "Detections" });

async function show(shown: Execution, roles = USER.roles) {
  const server = new FakeServer({
    "POST /v1/auth/login": tokenAnswer("t"),
    "GET /v1/auth/me": { body: { ...USER, roles } },
    "GET /v1/executions/e-1": { body: shown },
    "GET /v1/pipelines": page([PIPELINE]),
    "GET /v1/components": page([{ id: "filter", title: { en: "Filter", ja: "フィルター" } }]),
  });
  const api = apiOf(server);
  await api.auth.login("a", "b");
  draw(<ExecutionPage id="e-1" />, api);
  await screen.findByRole("heading", { level: 1, name: "Blur every face" });
  return server;
}

const COMPLETED = execution({
  status: "completed",
  processing_time_ms: 85.5,
  steps: [
    {
      step_id: "filter-step-0",
      component_name: "filter",
      status: "completed",
      processing_time_ms: 60,
    },
    {
      step_id: "filter-step-1",
      component_name: "filter",
      status: "completed",
      processing_time_ms: 0.4,
    },
  ],
  items: [
    {
      input_file_id: "f-1",
      filename: "a.jpg",
      status: "completed",
      output_files: [],
      detections: [detection("bus", 0.41), detection("person", 0.93)],
    },
  ],
});

test("steps tell their times, and the pipeline's own names for them", async () => {
  await show(COMPLETED);
  const steps = within(screen.getByRole("region", { name: "Steps" })).getAllByRole("listitem");
  expect(steps.map((step) => step.textContent)).toEqual(["FilterFind60 ms", "FilterBlur0.4 ms"]);
  expect(screen.getByText("85.5 ms")).toBeTruthy();
});

test("a skipped step says so, and why", async () => {
  const skipped_reason = "switch-step-0:then stayed empty: count: 0 (then: at least 1)";
  const [first] = COMPLETED.steps;
  await show({
    ...COMPLETED,
    steps: [
      first!,
      { step_id: "filter-step-1", component_name: "filter", status: "skipped", skipped_reason },
    ],
  });
  const steps = within(screen.getByRole("region", { name: "Steps" })).getAllByRole("listitem");
  expect(steps[1]!.textContent).toBe("FilterBlurSkipped" + skipped_reason);
});

test("names of another version of the pipeline are not used", async () => {
  await show({ ...COMPLETED, pipeline_version: 2 });
  expect(screen.queryByText("Find")).toBeNull();
});

test("detections are listed, the surest first", async () => {
  await show(COMPLETED);
  const rows = within(detections()).getAllByRole("option");
  expect(rows.map((row) => row.textContent)).toEqual(["person93%", "bus41%"]);
});

test("arrow keys mark one detection after the other", async () => {
  await show(COMPLETED);
  detections().focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
  expect(screen.getByRole("option", { selected: true }).textContent).toBe("bus41%");
  await userEvent.keyboard("{Home}");
  expect(screen.getByRole("option", { selected: true }).textContent).toBe("person93%");
});

test("a failed photo says why and what to do; the others are said to be complete", async () => {
  const failed = {
    input_file_id: "f-2",
    filename: "b.jpg",
    status: "failed" as const,
    output_files: [],
    detections: [],
    error: { code: "IMAGE_CORRUPT", message: "b.jpg: data ends early" },
  };
  await show({ ...COMPLETED, status: "failed", items: [...COMPLETED.items, failed] });
  expect(screen.getByText(/1 of 2 photos failed/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /Photo 2 of 2/ }));
  expect(screen.getByText("b.jpg: data ends early")).toBeTruthy();
  expect(screen.getByText(/file is damaged/)).toBeTruthy();
});

test("the fallback queue is made visible", async () => {
  await show({ ...COMPLETED, execution_mode: "kafka_fallback" });
  expect(screen.getByText(/The direct path was down/)).toBeTruthy();
});

test("a viewer can neither run again nor cancel", async () => {
  await show(COMPLETED, ["viewer"]);
  expect(screen.queryByRole("button", { name: "Run again" })).toBeNull();
});

test("an operator can run again", async () => {
  await show(COMPLETED, ["pipeline_operator"]);
  expect(screen.getByRole("button", { name: "Run again" })).toBeTruthy();
});

test("a step that a cancelled run never reached is not said to wait", async () => {
  await show(execution({ status: "cancelled" }));
  expect(screen.getAllByText("Not run")).toHaveLength(2);
  expect(screen.getByText("This run was cancelled.")).toBeTruthy();
});
