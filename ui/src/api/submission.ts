import type { Api } from "./ApiContext";
import type { Accepted, Priority } from "./types";
import { upload, type Answer } from "./upload";

export interface Submission {
  pipelineId: string;
  /** Photos of this machine, and ids of files that lie on the server. */
  inputs: (File | { fileId: string })[];
  /** Only what differs from the pipeline, by component id. */
  parameters: Record<string, unknown>;
  priority: Priority;
}

/**
 * Runs a pipeline.
 *
 * @param key the same for every try of the same submission, so that it never runs twice
 */
export function submit(
  api: Api,
  submission: Submission,
  key: string,
  options: { onProgress?: (fraction: number) => void; signal?: AbortSignal } = {},
): Promise<Accepted> {
  return upload<Accepted>(
    api.auth,
    "/v1/executions",
    formOf(submission),
    { ...options, headers: { "Idempotency-Key": key } },
    isFallback,
  );
}

export function formOf({ pipelineId, inputs, parameters, priority }: Submission): FormData {
  const form = new FormData();
  form.append("pipeline_id", pipelineId);
  if (Object.keys(parameters).length > 0) form.append("parameters", JSON.stringify(parameters));
  form.append("priority", priority);
  for (const input of inputs) {
    if (input instanceof File) form.append("input_files", input, input.name);
    else form.append("input_file_ids", input.fileId);
  }
  return form;
}

/** 16 random bytes; `crypto.randomUUID` exists in secure contexts only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The document answers 500 when the work was accepted, but goes the slow way. */
function isFallback({ status, body }: Answer): boolean {
  if (status !== 500) return false;
  try {
    const answer = JSON.parse(body) as Partial<Accepted>;
    return answer.fallback_mode === true && typeof answer.execution_id === "string";
  } catch {
    return false;
  }
}
