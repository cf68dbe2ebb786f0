/** The shapes of the wire, in its own spelling. Times are ISO 8601, `_ms` are milliseconds with a fraction. */

export type Status = "pending" | "running" | "completed" | "failed" | "cancelled";
export type StepStatus = "pending" | "running" | "completed" | "failed" | "skipped";
export type Priority = "low" | "normal" | "high";
export type ExecutionMode = "direct_grpc" | "kafka_fallback";
export type Role = "viewer" | "pipeline_operator" | "pipeline_creator" | "admin";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface TokenAnswer {
  access_token: string;
  token_type: "Bearer";
  /** seconds */
  expires_in: number;
}

export interface User {
  id: string;
  username: string;
  roles: Role[];
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  code: string;
  error?: string;
  errors?: { pointer: string; detail: string }[];
}

export interface PipelineComponent {
  id: string;
  name: string;
  component_type: string;
  parameters: Record<string, unknown>;
  dependencies: string[];
  position?: { x: number; y: number };
}

export interface Pipeline {
  id: string;
  slug: string;
  name: string;
  description: string;
  components: PipelineComponent[];
  version: number;
  created_at: string;
  updated_at: string;
  created_by: string;
}

export interface LocalizedText {
  en: string;
  ja: string;
}

export interface ParameterSchema {
  type: "integer" | "number" | "boolean" | "string" | "array";
  title: string;
  "x-title-ja"?: string;
  description?: string;
  "x-description-ja"?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  enum?: string[];
  format?: "model" | "color";
  "x-unit"?: string;
  /** other names that are read */
  "x-aliases"?: string[];
}

export interface Component {
  id: string;
  category: string;
  title: LocalizedText;
  description: LocalizedText;
  parameters: { type: "object"; properties: Record<string, ParameterSchema> };
  inputs: { min: number; max: number };
  outputs: string[];
  needs: string[];
  gives: string[];
}

export interface Model {
  name: string;
  kind: string;
  input_width: number;
  input_height: number;
  classes: string[];
  size_bytes: number;
  built_in: boolean;
  aliases: string[];
}

export interface Failure {
  code: string;
  message: string;
}

/** Pixels of the submitted image after EXIF orientation, origin top left. */
export interface BoundingBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Detection {
  class_name: string;
  class: string;
  class_id: number;
  /** 0..1 */
  confidence: number;
  bbox: BoundingBox;
}

export interface OutputFile {
  file_id: string;
  filename: string;
  file_size: number;
  content_type: string;
  download_url: string;
  step_id?: string;
}

export interface StoredFile {
  file_id: string;
  filename: string;
  content_type: string;
  file_size: number;
  download_url: string;
  created_at: string;
}

export interface ExecutionItem {
  /** absent when the image was refused before it was stored */
  input_file_id?: string;
  filename?: string;
  status: Status;
  output_files: OutputFile[];
  detections: Detection[];
  error?: Failure;
  notes?: string[];
}

export interface ExecutionStep {
  step_id: string;
  component_name: string;
  status: StepStatus;
  started_at?: string;
  completed_at?: string;
  processing_time_ms?: number;
  error?: string;
  /** which output stayed empty, and why */
  skipped_reason?: string;
}

export interface ExecutionProgress {
  current_step: string;
  total_steps: number;
  completed_steps: number;
  /** 0..100 */
  percentage: number;
}

/** What lists tell of an execution. */
export interface ExecutionSummary {
  execution_id: string;
  pipeline_id: string;
  pipeline_version: number;
  status: Status;
  execution_mode: ExecutionMode;
  priority: Priority;
  processing_time_ms?: number;
  progress: ExecutionProgress;
  /** of a row of a list the first four */
  output_files: OutputFile[];
  output_count?: number;
  item_count?: number;
  error?: Failure;
  created_by?: string;
  created_at: string;
  started_at?: string;
  completed_at?: string;
}

export interface Execution extends ExecutionSummary {
  parameters: Record<string, unknown>;
  steps: ExecutionStep[];
  items: ExecutionItem[];
}

export interface Accepted {
  execution_id: string;
  status: "pending";
  estimated_completion?: string;
  /** the direct path was down; the work waits in the fallback queue */
  fallback_mode?: boolean;
  message?: string;
}
