import type { ExecutionItem, OutputFile } from "../../api/types";

/** The results that can be looked at. */
export function imageOutputs(item: ExecutionItem): OutputFile[] {
  return item.output_files.filter((file) => file.content_type.startsWith("image/"));
}
