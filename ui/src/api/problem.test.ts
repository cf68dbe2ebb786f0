import { expect, test } from "vitest";
import { retryAfterSeconds, toApiError } from "./problem";

test("Retry-After is read as seconds and as a date", () => {
  const now = Date.parse("2026-11-20T09:00:00Z");
  expect(retryAfterSeconds("12", now)).toBe(12);
  expect(retryAfterSeconds("Fri, 20 Nov 2026 09:00:30 GMT", now)).toBe(30);
  expect(retryAfterSeconds("Fri, 20 Nov 2026 08:00:00 GMT", now)).toBe(0);
  expect(retryAfterSeconds("soon", now)).toBeUndefined();
  expect(retryAfterSeconds(null, now)).toBeUndefined();
});

test("an answer of a proxy that is no problem+json still says its status", () => {
  const error = toApiError(502, "<html>Bad Gateway</html>", null);
  expect(error.problem).toMatchObject({ status: 502, detail: "HTTP 502", code: "HTTP_502" });
});

test("the older shape of an error is read as well", () => {
  expect(toApiError(400, '{"error":"missing input_files"}', null).message).toBe(
    "missing input_files",
  );
});
