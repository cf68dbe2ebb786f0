/**
 * What is said over WebSocket.
 *
 * The first five interfaces are those of the API document (5.4.3) to the letter; the `…Update`
 * interfaces extend them by what the server adds.
 */

export interface ProgressMessage {
  type: 'progress';
  execution_id: string;
  step: string;
  progress: number;
  status: 'pending' | 'running' | 'completed' | 'failed';
  timestamp: string;
  data: {
    current_component: string;
    elapsed_time_ms: number;
    estimated_remaining_ms: number;
  };
}

export interface CompletedMessage {
  type: 'completed';
  execution_id: string;
  total_time_ms: number;
  output_files: {
    file_id: string;
    filename: string;
    download_url: string;
  }[];
}

export interface ErrorMessage {
  type: 'error';
  execution_id: string;
  error: {
    code: string;
    message: string;
    details?: any;
  };
}

export interface VideoFrameMessage {
  type: 'video_frame';
  camera_id: string;
  frame_data: string; // base64
  timestamp: string;
  detections: Detection[];
  processing_stats: {
    frame_processing_time_ms: number;
    total_detections: number;
    fps: number;
  };
}

export interface Detection {
  class: string;
  confidence: number;
  bbox: {
    x: number;
    y: number;
    width: number;
    height: number;
  };
}

/** What a client says on the hub (`/v1/ws`). */
export type ClientMessage =
  | { type: 'auth'; token: string }
  | { type: 'watch'; execution_id: string }
  | { type: 'watch'; scope: 'executions' | 'streams' }
  | { type: 'unwatch'; execution_id: string }
  | { type: 'unwatch'; scope: 'executions' | 'streams' }
  | { type: 'ping' }
  | StreamControlMessage;

/** What the server says of one execution; `sequence` rises. */
export type ExecutionMessage = ProgressUpdate | CompletedUpdate | FailedUpdate | CancelledMessage;

/** What the server says on the hub. */
export type ServerMessage =
  | ExecutionMessage
  | RefusedMessage
  | ExecutionUpdateMessage
  | StreamStatsMessage
  | StreamControlAckMessage
  | VideoFrameMessage
  | PongMessage;

export interface OutputFile {
  file_id: string;
  filename: string;
  file_size: number;
  content_type: string;
  /** Relative to the server. */
  download_url: string;
  step_id: string;
}

export interface ProgressUpdate extends ProgressMessage {
  sequence: number;
  data: ProgressMessage['data'] & {
    status: ProgressMessage['status'];
    /** Label for people, in the language of the handshake. */
    current_step: string;
    /** 0..100, the same as `progress`. */
    progress_percentage: number;
    step_details?: StepDetails;
  };
}

export interface StepDetails {
  step_id: string;
  component_name: string;
  status: string;
  started_at?: string;
  completed_at?: string;
  processing_time_ms: number;
  /** Of the server's process, in percent. */
  resource_usage?: {
    cpu_usage: number;
    memory_usage: number;
    gpu_usage?: number;
  };
}

export interface CompletedUpdate extends CompletedMessage {
  sequence: number;
  timestamp: string;
  output_files: OutputFile[];
}

/** The execution has failed; what its good images gave is there. */
export interface FailedUpdate extends ErrorMessage {
  sequence: number;
  timestamp: string;
  output_files: OutputFile[];
}

export interface CancelledMessage {
  type: 'cancelled';
  execution_id: string;
  sequence: number;
  timestamp: string;
}

/** What the client said cannot be done: no `sequence`, and no execution where it was about none. */
export interface RefusedMessage {
  type: 'error';
  execution_id?: string;
  error: {
    code: string;
    message: string;
    details?: any;
    /** Seconds. */
    retry_after?: number;
  };
}

/** News of any execution, for who watches `executions`. */
export interface ExecutionUpdateMessage {
  type: 'execution_update';
  execution_id: string;
  sequence: number;
  pipeline_id: string;
  status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
  progress: {
    percentage: number;
    processing_time_ms: number;
    current_step: string;
    total_steps: number;
    completed_steps: number;
  };
  output_files: OutputFile[];
  error?: { code: string; message: string };
  timestamp: string;
}

/** Once a second to the socket of a stream, and to who watches `streams`. */
export interface StreamStatsMessage {
  type: 'stream_stats';
  camera_id: string;
  fps: number;
  latency_ms: number;
  dropped: number;
}

export interface StreamControlMessage {
  type: 'stream_control';
  action: 'start' | 'stop' | 'pause';
  camera_id: string;
  processing_pipeline?: string;
}

export interface StreamControlAckMessage {
  type: 'stream_control_ack';
  camera_id: string;
  action: 'start' | 'stop' | 'pause';
  state: string;
  error?: string;
}

export interface PongMessage {
  type: 'pong';
}

/** Whether nothing more will be said of this execution. */
export function isTerminal(message: ExecutionMessage): boolean {
  return message.type !== 'progress';
}
