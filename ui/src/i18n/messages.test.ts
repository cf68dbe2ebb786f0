import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { en } from "./en";
import { ja } from "./ja";

type Tree = { [key: string]: string | ((...values: never[]) => string) | Tree };

function leaves(tree: Tree, path: string[] = []): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = [...path, key];
    if (typeof value === "string") return [[here.join("."), value] as [string, string]];
    if (typeof value === "function") {
      const call = value as (...values: unknown[]) => string;
      return [[here.join("."), call(2, 5)] as [string, string]];
    }
    return leaves(value, here);
  });
}

const english = new Map(leaves(en as Tree));
const japanese = new Map(leaves(ja as Tree));

test("both languages have the same texts, none of them empty", () => {
  expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
  for (const texts of [english, japanese]) {
    expect([...texts].filter(([, text]) => text.trim() === "")).toEqual([]);
  }
});

test("Japanese texts are Japanese, English ones English", () => {
  const kana = /[\u3040-\u30ff\u4e00-\u9fff]/;
  // each language names the other in the other's own words
  const swapped = new Set(["language.other", "language.switchTo"]);
  // a number and a sign in between
  const neutral = new Set(["parameter.range", "execution.announce", "run.formats"]);
  const wrong = [...japanese]
    .filter(([key, text]) => !kana.test(text) && !swapped.has(key) && !neutral.has(key))
    .concat([...english].filter(([key, text]) => kana.test(text) && !swapped.has(key)));
  expect(wrong).toEqual([]);
});

test("every text is used somewhere", () => {
  const source = sources("src").join("\n");
  const unused = [...english.keys()].filter((path) => {
    const parent = path.split(".").slice(0, -1).join(".");
    const indexed = source.includes(`t.${parent}[`) || source.includes(`t.${parent} as`);
    return !indexed && !new RegExp(`\\bt\\.${path.replaceAll(".", "\\.")}\\b`).test(source);
  });
  expect(unused).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
