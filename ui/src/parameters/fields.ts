import type { ParameterSchema, PipelineComponent } from "../api/types";
import type { Language } from "../i18n/format";

export type FieldKind =
  | { type: "number"; integer: boolean; min?: number; max?: number }
  | { type: "switch" }
  | { type: "choice"; choices: string[] }
  | { type: "model" }
  | { type: "color" }
  | { type: "list" }
  | { type: "text" };

/** One parameter as a form shows it. */
export interface ParameterField {
  name: string;
  title: string;
  description?: string;
  unit?: string;
  kind: FieldKind;
  /** What the pipeline says, else the component's default. */
  base: unknown;
}

/** The form of one component of a pipeline, in the order of its schema. */
export function fieldsOf(
  properties: Record<string, ParameterSchema>,
  component: PipelineComponent,
  language: Language,
): ParameterField[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    title: worded(schema, language),
    description: (language === "ja" ? schema["x-description-ja"] : undefined) ?? schema.description,
    unit: schema["x-unit"],
    kind: kindOf(schema),
    base: baseOf(name, schema, component.parameters),
  }));
}

function worded(schema: ParameterSchema, language: Language): string {
  return (language === "ja" ? schema["x-title-ja"] : undefined) ?? schema.title;
}

function kindOf(schema: ParameterSchema): FieldKind {
  switch (schema.type) {
    case "integer":
    case "number":
      return {
        type: "number",
        integer: schema.type === "integer",
        min: schema.minimum,
        max: schema.maximum,
      };
    case "boolean":
      return { type: "switch" };
    case "array":
      return { type: "list" };
    case "string":
      if (schema.enum !== undefined) return { type: "choice", choices: schema.enum };
      return { type: schema.format ?? "text" };
  }
}

function baseOf(name: string, schema: ParameterSchema, given: Record<string, unknown>): unknown {
  const spelling = [name, ...(schema["x-aliases"] ?? [])].find((key) => key in given);
  return spelling === undefined ? schema.default : given[spelling];
}

/** A step for dragging that divides the range finely enough, and is a round number. */
export function sliderStep(min: number, max: number, integer: boolean): number {
  const step = 10 ** Math.floor(Math.log10((max - min) / 50));
  return integer ? Math.max(1, Math.round(step)) : step;
}

const WIDEST_SLIDER = 1000;

/** Ranges like 0..1 or 1..64 are dragged; 1..16384 is typed. */
export function hasSlider(kind: FieldKind): kind is FieldKind & { min: number; max: number } {
  return (
    kind.type === "number" &&
    kind.min !== undefined &&
    kind.max !== undefined &&
    kind.max > kind.min &&
    kind.max - kind.min <= WIDEST_SLIDER
  );
}
