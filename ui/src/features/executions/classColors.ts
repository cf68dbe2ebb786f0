import type { Detection } from "../../api/types";

/** Told apart on photos, light and dark; each is drawn on a dark edge. */
const COLORS = [
  "#ffb02e",
  "#3fd6e8",
  "#ff79b9",
  "#a9e34b",
  "#82b1ff",
  "#ff8a5c",
  "#c19bff",
  "#57e6b8",
];

/** The colour of each class in one picture, in the order of the alphabet. */
export function classColors(detections: Detection[]): (className: string) => string {
  const names = [...new Set(detections.map((detection) => detection.class_name))].sort();
  return (name) => COLORS[Math.max(0, names.indexOf(name)) % COLORS.length]!;
}
