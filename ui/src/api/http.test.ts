import { expect, test } from "vitest";
import { FakeServer, tokenAnswer, type Seen } from "../test/fakeServer";
import { authOf } from "../test/TestPage";
import { Http, queryString } from "./http";
import { ApiError, ConnectionError } from "./problem";

function httpOf(server: FakeServer) {
  return new Http({ auth: authOf(server), fetch: server.fetch, language: () => "ja" });
}

const onlyWith = (token: string) => (seen: Seen) =>
  seen.headers.get("Authorization") === `Bearer ${token}`
    ? { body: { ok: true } }
    : { status: 401, body: { code: "UNAUTHENTICATED", detail: "token expired" } };

test("an expired token is renewed silently, and the request sent again", async () => {
  const server = new FakeServer({
    "GET /v1/pipelines": onlyWith("new"),
    "POST /v1/auth/refresh": tokenAnswer("new"),
  });
  expect(await httpOf(server).get("/v1/pipelines")).toEqual({ ok: true });
  expect(server.count("GET /v1/pipelines")).toBe(2);
});

test("requests that expire together share one refresh", async () => {
  const server = new FakeServer({
    "GET /v1/a": onlyWith("new"),
    "GET /v1/b": onlyWith("new"),
    "POST /v1/auth/refresh": tokenAnswer("new"),
  });
  const http = httpOf(server);
  await Promise.all([http.get("/v1/a"), http.get("/v1/b")]);
  expect(server.count("POST /v1/auth/refresh")).toBe(1);
});

test("a renewed token that is refused as well is an error, not a loop", async () => {
  const server = new FakeServer({
    "GET /v1/pipelines": onlyWith("another"),
    "POST /v1/auth/refresh": tokenAnswer("new"),
  });
  const error = await httpOf(server)
    .get("/v1/pipelines")
    .catch((e: unknown) => e);
  expect((error as ApiError).status).toBe(401);
  expect(server.count("GET /v1/pipelines")).toBe(2);
});

test("the server words its labels in the language of the page", async () => {
  const server = new FakeServer({ "GET /v1/pipelines": { body: {} } });
  await httpOf(server).get("/v1/pipelines", { limit: 5, cursor: undefined });
  expect(server.seen[0]!.headers.get("Accept-Language")).toBe("ja");
  expect(server.seen[0]!.path).toBe("/v1/pipelines?limit=5");
});

test("a problem keeps its code, its words and its places", async () => {
  const errors = [{ pointer: "/parameters/radius", detail: "radius: 99 (expected: 1..64)" }];
  const server = new FakeServer({
    "GET /v1/x": { status: 400, body: { code: "VALIDATION_FAILED", detail: "1 fault", errors } },
  });
  const error = (await httpOf(server)
    .get("/v1/x")
    .catch((e: unknown) => e)) as ApiError;
  expect(error.problem).toMatchObject({ status: 400, code: "VALIDATION_FAILED", errors });
  expect(error.message).toBe("1 fault");
});

test("no answer is a connection error", async () => {
  const server = new FakeServer({});
  server.down = true;
  await expect(httpOf(server).get("/v1/x")).rejects.toBeInstanceOf(ConnectionError);
});

test("a query leaves out what is not given", () => {
  expect(queryString({ a: undefined, b: "" })).toBe("");
  expect(queryString({ a: 1, b: "x y" })).toBe("?a=1&b=x+y");
});
