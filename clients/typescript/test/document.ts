// The API document, 5.4.3, copied.

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
  frame_data: string;  // base64
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
