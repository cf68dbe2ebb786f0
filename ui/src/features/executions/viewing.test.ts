import { expect, test } from "vitest";
import { detection } from "../../test/fixtures";
import { classColors } from "./classColors";
import type { SizedState } from "./useSizedImage";
import { modesFor, sameShape } from "./viewing";

const size = (width: number, height: number) => ({ url: "blob:1", width, height });
const ready: SizedState = { status: "ready", image: size(4, 3) };
const loading: SizedState = { status: "loading" };
const failed: SizedState = { status: "failed" };

test("both images are compared, one alone is shown", () => {
  expect(modesFor(ready, ready)).toEqual(["compare", "input", "output"]);
  expect(modesFor(failed, ready)).toEqual(["output"]);
  expect(modesFor(ready, failed)).toEqual(["input"]);
  expect(modesFor(failed, { status: "none" })).toEqual([]);
});

test("while the result loads the submitted image is shown already", () => {
  expect(modesFor(ready, loading)).toEqual(["input"]);
  expect(modesFor(loading, ready)).toEqual([]);
});

test("a resized image lies on its original, a crop does not", () => {
  expect(sameShape(size(1920, 1080), size(800, 450))).toBe(true);
  expect(sameShape(size(1920, 1080), size(801, 451))).toBe(true);
  expect(sameShape(size(1920, 1080), size(450, 450))).toBe(false);
});

test("a class keeps its colour whatever the order of the detections", () => {
  const a = classColors([detection("person", 0.9), detection("bus", 0.8)]);
  const b = classColors([detection("bus", 0.8), detection("person", 0.9), detection("bus", 0.1)]);
  expect(a("person")).toBe(b("person"));
  expect(a("person")).not.toBe(a("bus"));
});
