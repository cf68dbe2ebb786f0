import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { expect, test } from "vitest";

/** Who may import whom: each layer only what stands before it, a feature never another. */
const LAYERS = ["api", "i18n", "design", "parameters", "features", "app"];
const MOST_LINES = 250;

const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.(tsx?|css)$/.test(name),
);
const product = files.filter((name) => !name.includes(".test.") && !name.startsWith("test"));

function layerOf(path: string): number {
  return LAYERS.indexOf(path.split(sep)[0]!);
}

function importsOf(name: string): string[] {
  const text = readFileSync(join("src", name), "utf8");
  return [...text.matchAll(/(?:from|import|import\()\s*"(\.[^"]+)"/g)].map(([, path]) =>
    normalize(join(dirname(name), path!)),
  );
}

test("every folder is one of the layers", () => {
  expect(product.filter((name) => layerOf(name) < 0)).toEqual([]);
});

test("imports point to earlier layers only", () => {
  const wrong = product.flatMap((name) =>
    importsOf(name)
      .filter((target) => layerOf(target) > layerOf(name) || target.startsWith("test"))
      .map((target) => `${name} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("features do not know each other", () => {
  const featureOf = (path: string) =>
    path.startsWith("features") ? path.split(sep)[1] : undefined;
  const wrong = product.flatMap((name) =>
    importsOf(name)
      .filter((target) => featureOf(name) && featureOf(target))
      .filter((target) => featureOf(target) !== featureOf(name))
      .map((target) => `${name} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

test("no file is longer than one can take in", () => {
  const long = files.filter(
    (name) => readFileSync(join("src", name), "utf8").split("\n").length > MOST_LINES,
  );
  expect(long).toEqual([]);
});
