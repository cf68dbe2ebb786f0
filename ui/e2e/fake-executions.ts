/** Executions of the fake server: kept in memory, run by timers, told to who watches. */
import { randomUUID } from "node:crypto";
import type { ExecutionMessage } from "../src/api/messages";
import type { Execution, ExecutionItem, Pipeline, Priority } from "../src/api/types";
import { detectionsOf } from "./fake-data";
import { resultOf, sizeOf } from "./fake-images";

export interface FakeFile {
  name: string;
  type: string;
  bytes: Buffer;
}

const STEP_MS = 450;

export class FakeExecutions {
  readonly all: Execution[] = [];
  readonly files = new Map<string, FakeFile>();
  readonly #watchers = new Map<string, Set<(message: ExecutionMessage) => void>>();

  watch(id: string, send: (message: ExecutionMessage) => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(send));
    const execution = this.find(id);
    if (execution) send(this.#progressOf(execution));
    return () => watchers.delete(send);
  }

  find(id: string): Execution | undefined {
    return this.all.find((execution) => execution.execution_id === id);
  }

  start(
    pipeline: Pipeline,
    fileIds: string[],
    parameters: Record<string, unknown>,
    priority: Priority,
  ): Execution {
    const execution: Execution = {
      execution_id: randomUUID(),
      pipeline_id: pipeline.id,
      pipeline_version: pipeline.version,
      status: "pending",
      execution_mode: "direct_grpc",
      priority,
      parameters,
      progress: {
        current_step: "Waiting",
        total_steps: pipeline.components.length,
        completed_steps: 0,
        percentage: 0,
      },
      steps: pipeline.components.map((component, i) => ({
        step_id: `${component.component_type}-step-${i}`,
        component_name: component.component_type,
        status: "pending",
      })),
      output_files: [],
      items: fileIds.map((id) => ({
        input_file_id: id,
        filename: this.files.get(id)?.name,
        status: "pending",
        output_files: [],
        detections: [],
      })),
      item_count: fileIds.length,
      created_at: new Date().toISOString(),
    };
    this.all.unshift(execution);
    setTimeout(() => this.#step(execution, pipeline, 0), STEP_MS);
    return execution;
  }

  cancel(execution: Execution): void {
    execution.status = "cancelled";
    this.#tell({ type: "cancelled", execution_id: execution.execution_id });
  }

  #step(execution: Execution, pipeline: Pipeline, index: number): void {
    if (execution.status === "cancelled") return;
    const before = execution.steps[index - 1];
    if (before)
      Object.assign(before, { status: "completed", processing_time_ms: 14.2 + 31.7 * (index % 2) });
    execution.progress.completed_steps = index;
    execution.progress.percentage = (100 * index) / execution.steps.length;
    const step = execution.steps[index];
    if (step === undefined) return this.#end(execution, pipeline);
    execution.status = step.status = "running";
    execution.progress.current_step = pipeline.components[index]!.name;
    this.#tell(this.#progressOf(execution));
    setTimeout(() => this.#step(execution, pipeline, index + 1), STEP_MS);
  }

  #end(execution: Execution, pipeline: Pipeline): void {
    execution.items.forEach((item, i) => this.#finish(execution, item, pipeline, i));
    const failed = execution.items.some((item) => item.status === "failed");
    execution.status = failed ? "failed" : "completed";
    execution.output_files = execution.items.flatMap((item) => item.output_files);
    execution.processing_time_ms = execution.steps.reduce(
      (sum, s) => sum + (s.processing_time_ms ?? 0),
      3.1,
    );
    if (failed) execution.error = { code: "IMAGE_CORRUPT", message: "an image failed" };
    const { execution_id } = execution;
    this.#tell(
      failed
        ? { type: "error", execution_id, error: execution.error! }
        : {
            type: "completed",
            execution_id,
            total_time_ms: execution.processing_time_ms,
            output_files: execution.output_files,
          },
    );
  }

  #finish(execution: Execution, item: ExecutionItem, pipeline: Pipeline, index: number): void {
    const input = this.files.get(item.input_file_id!)!;
    const size = sizeOf(input.bytes);
    if (size === null) {
      item.status = "failed";
      item.error = {
        code: "IMAGE_CORRUPT",
        message: `${input.name}: data ends early (expected: a whole JPEG)`,
      };
      return;
    }
    item.status = "completed";
    item.detections = detectionsOf(pipeline, size);
    const bytes = resultOf(input.bytes, size, pipeline, item.detections);
    const file_id = `${execution.execution_id}-${execution.steps.at(-1)!.step_id}-output-${index}`;
    const filename = `${input.name.replace(/\.\w+$/, "")}-${pipeline.slug}.svg`;
    this.files.set(file_id, { name: filename, type: "image/svg+xml", bytes });
    item.output_files = [
      {
        file_id,
        filename,
        file_size: bytes.length,
        content_type: "image/svg+xml",
        download_url: `/v1/files/${file_id}/download`,
      },
    ];
  }

  #progressOf(execution: Execution): ExecutionMessage {
    const running = execution.steps.find((step) => step.status === "running");
    return {
      type: "progress",
      execution_id: execution.execution_id,
      step: running?.step_id ?? "",
      progress: execution.progress.percentage,
      status: execution.status,
      timestamp: new Date().toISOString(),
      data: {
        current_component: running?.component_name ?? "",
        elapsed_time_ms: 100,
        current_step: execution.progress.current_step,
        step_details: running && { component_name: running.component_name, status: "running" },
      },
    };
  }

  #tell(message: ExecutionMessage): void {
    this.#watchers.get(message.execution_id)?.forEach((send) => send(message));
  }
}
