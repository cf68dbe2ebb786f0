import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import type { Component } from "../api/types";
import { FakeServer } from "../test/fakeServer";
import { PIPELINE } from "../test/fixtures";
import { apiOf, draw } from "../test/TestPage";
import { withValue, type Changes } from "./changes";
import { ParameterForm } from "./ParameterForm";

const COMPONENT: Component = {
  id: "ai_detection",
  category: "detect",
  title: { en: "AI detection", ja: "AI 検出" },
  description: { en: "", ja: "" },
  parameters: {
    type: "object",
    properties: {
      confidence: { type: "number", title: "Confidence", default: 0.5, minimum: 0, maximum: 1 },
      draw: { type: "boolean", title: "Draw boxes", default: true },
      model_name: { type: "string", format: "model", title: "Model", default: "haar-face" },
    },
  },
  inputs: { min: 1, max: 1 },
  outputs: [],
  needs: [],
  gives: [],
};

let changes: Changes;

function Form() {
  const [state, set] = useState<Changes>({});
  changes = state;
  return (
    <ParameterForm
      step={PIPELINE.components[0]!}
      component={COMPONENT}
      changes={state}
      onChange={(name, value, base) => set(withValue(state, "detect", name, value, base))}
    />
  );
}

const models = { items: [{ name: "haar-face" }, { name: "yolox_nano" }], next_cursor: null };

test("a typed number is kept within its range, and can be taken back", async () => {
  draw(<Form />, apiOf(new FakeServer({ "GET /v1/models": { body: models } })));
  const field = screen.getByRole("textbox", { name: "Confidence" });
  await userEvent.clear(field);
  await userEvent.type(field, "7{Enter}");
  expect(changes).toEqual({ detect: { confidence: 1 } });
  await userEvent.click(screen.getByRole("button", { name: "Reset Confidence" }));
  expect(changes).toEqual({});
});

test("a switch that is switched back is no change", async () => {
  draw(<Form />, apiOf(new FakeServer({})));
  const toggle = screen.getByRole("switch", { name: "Draw boxes" });
  await userEvent.click(toggle);
  expect(changes).toEqual({ detect: { draw: false } });
  await userEvent.click(toggle);
  expect(changes).toEqual({});
});

test("models are chosen among those installed", async () => {
  draw(<Form />, apiOf(new FakeServer({ "GET /v1/models": { body: models } })));
  await userEvent.click(await screen.findByRole("button", { name: /Model/ }));
  await userEvent.click(screen.getByRole("option", { name: "yolox_nano" }));
  expect(changes).toEqual({ detect: { model_name: "yolox_nano" } });
});
