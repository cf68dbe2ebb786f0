import { expect, test } from "vitest";
import { ConnectionError, toApiError } from "../api/problem";
import { en } from "./en";
import { explain, explainFailure } from "./explain";
import { ja } from "./ja";

test("a problem says what happened, where, and what to do", () => {
  const body = JSON.stringify({
    code: "VALIDATION_FAILED",
    detail: "radius: 99 (expected: 1..64)",
    errors: [{ pointer: "/parameters/blur/radius", detail: "radius: 99 (expected: 1..64)" }],
  });
  expect(explain(toApiError(400, body, null), en)).toEqual({
    text: "radius: 99 (expected: 1..64)",
    advice: en.advice.VALIDATION_FAILED,
    places: [{ pointer: "/parameters/blur/radius", detail: "radius: 99 (expected: 1..64)" }],
  });
});

test("where the server names a time, that is the advice", () => {
  const error = toApiError(429, '{"code":"QUEUE_FULL","detail":"full"}', "4");
  expect(explain(error, ja).advice).toBe("4 秒後にもう一度お試しください。");
});

test("a server that does not answer is not called a bug", () => {
  expect(explain(new ConnectionError(null), en).text).toBe(en.page.unreachable);
});

test("a failed photo says what to do with it", () => {
  const failure = { code: "IMAGE_CORRUPT", message: "data ends early" };
  expect(explainFailure(failure, en).advice).toMatch(/damaged/);
  expect(explainFailure({ code: "NEW_CODE", message: "?" }, en).advice).toBeUndefined();
});
