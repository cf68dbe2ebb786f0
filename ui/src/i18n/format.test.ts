import { expect, test } from "vitest";
import { formatFor } from "./format";
import { initialLanguage } from "./language";

const en = formatFor("en");
const ja = formatFor("ja");

test("durations keep three figures, and less than a millisecond is not nothing", () => {
  expect(en.duration(0.42)).toBe("0.42 ms");
  expect(en.duration(85.46)).toBe("85.5 ms");
  expect(en.duration(850.4)).toBe("850 ms");
  expect(en.duration(999.7)).toBe("1 s");
  expect(en.duration(1253)).toBe("1.25 s");
  expect(en.duration(45_300)).toBe("45.3 s");
  expect(en.duration(59_990)).toBe("1 min 0 s");
  expect(ja.duration(125_000)).toBe("2 分 5 秒");
});

test("sizes are in the unit that keeps them short", () => {
  expect(en.bytes(0)).toBe("0 B");
  expect(en.bytes(999)).toBe("999 B");
  expect(en.bytes(4_200)).toBe("4.2 kB");
  expect(en.bytes(210_765)).toBe("211 kB");
  expect(en.bytes(999_600)).toBe("1 MB");
  expect(en.bytes(25_000_000)).toBe("25 MB");
});

test("shares are whole percents", () => {
  expect(en.percent(0.927)).toBe("93%");
});

test("times are written as a reader of the language expects", () => {
  const time = new Date(2026, 10, 23, 9, 5, 7).toISOString();
  expect(en.dateTime(time)).toBe("23 Nov 2026, 09:05:07");
  expect(ja.dateTime(time)).toBe("2026/11/23 09:05:07");
});

test("the language is the one chosen, else the first of ours that the browser asks for", () => {
  expect(initialLanguage("en", ["ja-JP"])).toBe("en");
  expect(initialLanguage(null, ["fr-FR", "ja", "en-US"])).toBe("ja");
  expect(initialLanguage(null, ["de", "en-AU", "ja"])).toBe("en");
  expect(initialLanguage(null, ["fr"])).toBe("en");
  expect(initialLanguage("klingon", ["ja-JP"])).toBe("ja");
});
