import type { ProgressMessage } from "../api/messages";
import type { Detection, Execution, Pipeline } from "../api/types";

export const PIPELINE: Pipeline = {
  id: "p-1",
  slug: "blur-faces",
  name: "Blur every face",
  description: "",
  components: [
    {
      id: "detect",
      name: "Find",
      component_type: "ai_detection",
      parameters: {},
      dependencies: ["$input"],
    },
    {
      id: "blur",
      name: "Blur",
      component_type: "filter",
      parameters: {},
      dependencies: ["detect"],
    },
  ],
  version: 3,
  created_at: "2026-11-20T09:00:00Z",
  updated_at: "2026-11-20T09:00:00Z",
  created_by: "system",
};

export function execution(part: Partial<Execution> = {}): Execution {
  return {
    execution_id: "e-1",
    pipeline_id: "p-1",
    pipeline_version: 3,
    status: "running",
    execution_mode: "direct_grpc",
    priority: "normal",
    parameters: {},
    progress: { current_step: "Find", total_steps: 2, completed_steps: 0, percentage: 10 },
    steps: [
      { step_id: "filter-step-0", component_name: "filter", status: "pending" },
      { step_id: "filter-step-1", component_name: "filter", status: "pending" },
    ],
    output_files: [],
    items: [],
    created_at: "2026-11-20T09:00:00Z",
    ...part,
  };
}

export function progress(part: Partial<ProgressMessage> = {}): ProgressMessage {
  return {
    type: "progress",
    execution_id: "e-1",
    step: "filter-step-0",
    progress: 50,
    status: "running",
    timestamp: "2026-11-20T09:00:01Z",
    data: { current_component: "filter", elapsed_time_ms: 12 },
    ...part,
  };
}

export function detection(class_name: string, confidence: number, x = 10): Detection {
  return {
    class_name,
    class: class_name,
    class_id: 0,
    confidence,
    bbox: { x, y: 20, width: 30, height: 40 },
  };
}
