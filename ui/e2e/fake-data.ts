/** What the fake server has from the start: the shapes of the wire, with texts as the product has them. */
import type { Component, Detection, Model, ParameterSchema, Pipeline } from "../src/api/types";

const AT = "2026-11-20T09:00:00Z";

function pipeline(
  id: number,
  slug: string,
  name: string,
  text: string,
  steps: string[][],
): Pipeline {
  return {
    id: `0193a1b2-0000-7000-8000-00000000000${id}`,
    slug,
    name,
    description: text,
    version: 1,
    created_at: AT,
    updated_at: AT,
    created_by: "system",
    components: steps.map(([stepId, stepName, type], i) => ({
      id: stepId!,
      name: stepName!,
      component_type: type!,
      parameters:
        stepId === "detect" ? { model_name: i === 0 && id === 1 ? "haar-face" : "yolox_nano" } : {},
      dependencies: [i === 0 ? "$input" : steps[i - 1]![0]!],
    })),
  };
}

export const pipelines: Pipeline[] = [
  pipeline(
    1,
    "blur-faces",
    "Blur every face",
    "Finds faces and blurs them beyond recognition. 顔を見つけてぼかします。",
    [
      ["detect", "Find faces", "ai_detection"],
      ["blur", "Blur them", "blur_regions"],
    ],
  ),
  pipeline(
    2,
    "detect-objects",
    "Detect and draw",
    "Finds things with the best model installed and draws boxes. 物体を検出して枠を描きます。",
    [["detect", "Detect", "ai_detection"]],
  ),
  pipeline(
    3,
    "resize-sharpen",
    "Resize and sharpen",
    "Fits the image into 1280 x 1280 px and sharpens it. 縮小して鮮明にします。",
    [
      ["resize", "Resize", "resize"],
      ["sharpen", "Sharpen", "filter"],
    ],
  ),
  pipeline(4, "edges", "Edges", "Shows only the edges. 輪郭だけを取り出します。", [
    ["edges", "Edges", "filter"],
  ]),
];

function component(
  id: string,
  en: string,
  ja: string,
  properties: Record<string, ParameterSchema>,
): Component {
  return {
    id,
    category: "built-in",
    title: { en, ja },
    description: { en, ja },
    parameters: { type: "object", properties },
    inputs: { min: 1, max: 1 },
    outputs: ["image"],
    needs: [],
    gives: [],
  };
}

function named(title: string, ja: string): { title: string; "x-title-ja": string } {
  return { title, "x-title-ja": ja };
}

const strength: ParameterSchema = {
  type: "integer",
  ...named("Radius", "半径"),
  description: "Larger blurs more.",
  "x-description-ja": "大きいほど強くぼかします。",
  default: 12,
  minimum: 1,
  maximum: 64,
  "x-unit": "px",
};

export const components: Component[] = [
  component("ai_detection", "AI detection", "AI 検出", {
    model_name: {
      type: "string",
      format: "model",
      ...named("Model", "モデル"),
      description: "An installed model.",
      "x-description-ja": "インストール済みのモデル。",
      default: "haar-face",
    },
    confidence: {
      type: "number",
      ...named("Confidence", "信頼度"),
      description: "Less sure detections are left out.",
      "x-description-ja": "これより低い検出は除きます。",
      default: 0.5,
      minimum: 0,
      maximum: 1,
    },
    target_classes: { type: "array", ...named("Classes", "クラス"), default: [] },
    draw: { type: "boolean", ...named("Draw boxes", "枠を描く"), default: true },
    color: { type: "string", format: "color", ...named("Colour", "色"), default: "#ffb02e" },
  }),
  component("blur_regions", "Blur regions", "領域ぼかし", {
    style: {
      type: "string",
      enum: ["blur", "pixelate"],
      ...named("Style", "方法"),
      default: "blur",
    },
    radius: strength,
  }),
  component("resize", "Resize", "リサイズ", {
    width: {
      type: "integer",
      ...named("Width", "幅"),
      default: 800,
      minimum: 1,
      maximum: 16384,
      "x-unit": "px",
    },
    height: {
      type: "integer",
      ...named("Height", "高さ"),
      default: 800,
      minimum: 1,
      maximum: 16384,
      "x-unit": "px",
    },
    mode: {
      type: "string",
      enum: ["stretch", "aspect_ratio_keep", "crop"],
      ...named("Mode", "方法"),
      default: "aspect_ratio_keep",
    },
  }),
  component("filter", "Filter", "フィルター", {
    filter_type: {
      type: "string",
      enum: ["blur", "sharpen", "edge_detection", "brightness", "contrast"],
      ...named("Filter", "種類"),
      default: "blur",
    },
    strength: { ...strength, ...named("Strength", "強さ") },
  }),
];

function model(name: string, built_in: boolean, classes: string[]): Model {
  return {
    name,
    kind: "detector",
    input_width: 416,
    input_height: 416,
    classes,
    size_bytes: 3_700_000,
    built_in,
    aliases: [],
  };
}

export const models: Model[] = [
  model("haar-face", true, ["face"]),
  model("yolox_nano", false, ["person", "tennis racket", "sports ball"]),
  model("yolo11n_320_int8", false, ["person", "tennis racket", "sports ball"]),
];

/** Fractions of the picture, so that they fit on a photo of any size. */
const PLACES: [name: string, confidence: number, x: number, y: number, w: number, h: number][] = [
  ["person", 0.93, 0.055, 0.345, 0.135, 0.65],
  ["person", 0.91, 0.155, 0.33, 0.13, 0.66],
  ["person", 0.88, 0.28, 0.36, 0.11, 0.34],
  ["person", 0.92, 0.385, 0.28, 0.14, 0.66],
  ["person", 0.9, 0.52, 0.29, 0.13, 0.41],
  ["person", 0.89, 0.63, 0.31, 0.155, 0.44],
  ["person", 0.94, 0.765, 0.325, 0.145, 0.67],
  ["person", 0.95, 0.24, 0.595, 0.21, 0.4],
  ["person", 0.87, 0.445, 0.535, 0.185, 0.46],
  ["person", 0.9, 0.6, 0.575, 0.165, 0.42],
  ["tie", 0.41, 0.445, 0.41, 0.02, 0.11],
];
const FACES: [x: number, y: number, w: number, h: number][] = [
  [0.133, 0.356, 0.052, 0.09],
  [0.223, 0.344, 0.048, 0.085],
  [0.327, 0.372, 0.045, 0.083],
  [0.4375, 0.3, 0.047, 0.085],
  [0.552, 0.31, 0.047, 0.08],
  [0.672, 0.328, 0.05, 0.088],
  [0.796, 0.344, 0.052, 0.083],
  [0.333, 0.612, 0.05, 0.098],
  [0.517, 0.562, 0.053, 0.095],
  [0.648, 0.598, 0.052, 0.098],
];

export function detectionsOf(
  pipeline: Pipeline,
  size: { width: number; height: number },
): Detection[] {
  const found: typeof PLACES =
    pipeline.slug === "blur-faces"
      ? FACES.map((face, i) => ["face", 0.99 - 0.015 * i, ...face])
      : pipeline.slug === "detect-objects"
        ? PLACES
        : [];
  return found.map(([name, confidence, x, y, w, h], i) => ({
    class_name: name,
    class: name,
    class_id: i,
    confidence,
    bbox: {
      x: x * size.width,
      y: y * size.height,
      width: w * size.width,
      height: h * size.height,
    },
  }));
}
