import type { Failure, OutputFile, Status, StepStatus } from "./types";

/** What the WebSocket of an execution tells, in the shapes of the API document (5.4). */
export type ExecutionMessage = ProgressMessage | CompletedMessage | ErrorMessage | CancelledMessage;

export interface StepDetails {
  step_id?: string;
  component_name: string;
  status: StepStatus;
  started_at?: string;
  completed_at?: string;
  processing_time_ms?: number;
  skipped_reason?: string;
}

export interface ProgressMessage {
  type: "progress";
  execution_id: string;
  step: string;
  /** 0..100 */
  progress: number;
  status: Status;
  timestamp: string;
  sequence?: number;
  data: {
    current_component: string;
    elapsed_time_ms: number;
    estimated_remaining_ms?: number;
    status?: Status;
    current_step?: string;
    progress_percentage?: number;
    step_details?: StepDetails;
  };
}

export interface CompletedMessage {
  type: "completed";
  execution_id: string;
  total_time_ms: number;
  output_files: Pick<OutputFile, "file_id" | "filename" | "download_url">[];
}

export interface ErrorMessage {
  type: "error";
  execution_id: string;
  error: Failure & { details?: unknown; retry_after?: number };
}

export interface CancelledMessage {
  type: "cancelled";
  execution_id: string;
}
