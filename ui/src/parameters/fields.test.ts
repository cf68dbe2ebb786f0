import { expect, test } from "vitest";
import type { ParameterSchema, PipelineComponent } from "../api/types";
import { countOf, withValue } from "./changes";
import { fieldsOf, hasSlider, sliderStep } from "./fields";
import { listOf } from "./TextInputs";

const step = (parameters: Record<string, unknown>): PipelineComponent => ({
  id: "detect",
  name: "Detect",
  component_type: "ai_detection",
  parameters,
  dependencies: [],
});

const PROPERTIES: Record<string, ParameterSchema> = {
  model_name: { type: "string", format: "model", title: "Model", "x-aliases": ["model"] },
  confidence: {
    type: "number",
    title: "Confidence",
    "x-title-ja": "信頼度",
    description: "Less sure ones are left out.",
    "x-description-ja": "これより低いものは除きます。",
    default: 0.5,
    minimum: 0,
    maximum: 1,
  },
  radius: { type: "integer", title: "Radius", default: 5, minimum: 1, maximum: 64, "x-unit": "px" },
  draw: { type: "boolean", title: "Draw", default: true },
  mode: { type: "string", title: "Mode", enum: ["stretch", "crop"], default: "crop" },
  color: { type: "string", title: "Colour", format: "color", default: "#ffffff" },
  classes: { type: "array", title: "Classes", default: [] },
  note: { type: "string", title: "Note", default: "" },
};

test("every kind of parameter gets the control that fits it", () => {
  const kinds = fieldsOf(PROPERTIES, step({}), "en").map(({ kind }) => kind.type);
  expect(kinds).toEqual(["model", "number", "number", "switch", "choice", "color", "list", "text"]);
});

test("bounds, units and choices come from the schema", () => {
  const fields = fieldsOf(PROPERTIES, step({}), "en");
  expect(fields[2]).toMatchObject({
    unit: "px",
    kind: { type: "number", integer: true, min: 1, max: 64 },
  });
  expect(fields[4]!.kind).toEqual({ type: "choice", choices: ["stretch", "crop"] });
});

test("texts are in the language of the page, English where there is no other", () => {
  const [model, confidence] = fieldsOf(PROPERTIES, step({}), "ja");
  expect(confidence).toMatchObject({
    title: "信頼度",
    description: "これより低いものは除きます。",
  });
  expect(model!.title).toBe("Model");
});

test("the pipeline's value goes before the default, under any of its names", () => {
  const fields = fieldsOf(PROPERTIES, step({ model: "yolox_nano", confidence: 0.3 }), "en");
  expect(fields.slice(0, 3).map(({ base }) => base)).toEqual(["yolox_nano", 0.3, 5]);
});

test("small ranges can be dragged, wide and open ones are typed", () => {
  const number = (min?: number, max?: number) =>
    hasSlider({ type: "number", integer: true, min, max });
  expect(number(0, 1)).toBe(true);
  expect(number(1, 64)).toBe(true);
  expect(number(1, 16_384)).toBe(false);
  expect(number(1, undefined)).toBe(false);
});

test("dragging goes in round steps", () => {
  expect(sliderStep(0, 1, false)).toBeCloseTo(0.01);
  expect(sliderStep(-100, 100, false)).toBe(1);
  expect(sliderStep(1, 64, true)).toBe(1);
  expect(sliderStep(0, 1000, true)).toBe(10);
});

test("only what differs from the pipeline is a change", () => {
  const one = withValue({}, "detect", "confidence", 0.3, 0.5);
  const two = withValue(one, "blur", "radius", 9, 5);
  expect(two).toEqual({ detect: { confidence: 0.3 }, blur: { radius: 9 } });
  expect(countOf(two)).toBe(2);
  expect(withValue(two, "detect", "confidence", 0.5, 0.5)).toEqual({ blur: { radius: 9 } });
  expect(withValue({}, "detect", "classes", [], [])).toEqual({});
});

test("a list is read from commas of both languages", () => {
  expect(listOf("person, car、dog，, ")).toEqual(["person", "car", "dog"]);
});
