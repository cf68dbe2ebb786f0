import { describe, expect, test } from "vitest";
import { FakeServer, tokenAnswer, USER } from "../test/fakeServer";
import { authOf } from "../test/TestPage";
import { ApiError, ConnectionError } from "./problem";

const ME = { "GET /v1/auth/me": { body: USER } };

describe("auth", () => {
  test("logging in keeps the token and tells who it is", async () => {
    const server = new FakeServer({ ...ME, "POST /v1/auth/login": tokenAnswer("t1") });
    const auth = authOf(server);
    await auth.login("admin", "secret");
    expect(auth.token()).toBe("t1");
    expect(auth.session()).toEqual({ status: "in", user: USER });
    expect(server.seen[0]!.path).toBe("/v1/auth/login?cookie=true");
    expect(JSON.parse(server.seen[0]!.body)).toEqual({ username: "admin", password: "secret" });
  });

  test("a refused login says how long to wait", async () => {
    const server = new FakeServer({
      "POST /v1/auth/login": {
        status: 429,
        headers: { "Retry-After": "7" },
        body: { code: "RATE_LIMITED", detail: "too many" },
      },
    });
    const error = await authOf(server)
      .login("admin", "x")
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).retryAfterSeconds).toBe(7);
  });

  test("a reload logs in again by the cookie", async () => {
    const server = new FakeServer({ ...ME, "POST /v1/auth/refresh": tokenAnswer("t2") });
    const auth = authOf(server);
    await auth.restore();
    expect(auth.session().status).toBe("in");
    expect(server.seen[0]!.headers.has("Authorization")).toBe(false);
  });

  test("without an earlier visit no cookie is tried", async () => {
    const server = new FakeServer({});
    const auth = authOf(server, { hint: { get: () => false, set: () => {} } });
    await auth.restore();
    expect(auth.session().status).toBe("out");
    expect(server.seen).toEqual([]);
  });

  test("a cookie that is no longer good ends the session", async () => {
    const server = new FakeServer({ "POST /v1/auth/refresh": { status: 401 } });
    const auth = authOf(server);
    await auth.restore();
    expect(auth.session().status).toBe("out");
  });

  test("a server that does not answer does not log anybody out", async () => {
    const server = new FakeServer({ ...ME, "POST /v1/auth/login": tokenAnswer("t1") });
    const auth = authOf(server);
    await auth.login("admin", "secret");
    server.down = true;
    await expect(auth.refresh()).rejects.toBeInstanceOf(ConnectionError);
    expect(auth.session().status).toBe("in");
    await auth.restore();
    expect(auth.session().status).toBe("unreachable");
  });

  test("many refreshes at once are one request", async () => {
    const server = new FakeServer({ "POST /v1/auth/refresh": tokenAnswer("t3") });
    const auth = authOf(server);
    const tokens = await Promise.all([auth.refresh(), auth.refresh(), auth.refresh()]);
    expect(tokens).toEqual(["t3", "t3", "t3"]);
    expect(server.count("POST /v1/auth/refresh")).toBe(1);
    await auth.refresh();
    expect(server.count("POST /v1/auth/refresh")).toBe(2);
  });

  test("a token that is about to end is renewed before it is used", async () => {
    let now = 0;
    const server = new FakeServer({
      ...ME,
      "POST /v1/auth/login": tokenAnswer("old", 900),
      "POST /v1/auth/refresh": tokenAnswer("new", 900),
    });
    const auth = authOf(server, { now: () => now });
    await auth.login("admin", "secret");
    now = 860_000;
    expect(await auth.freshToken()).toBe("old");
    now = 875_000;
    expect(await auth.freshToken()).toBe("new");
  });

  test("logging out revokes the token, and works without the server", async () => {
    const server = new FakeServer({
      ...ME,
      "POST /v1/auth/login": tokenAnswer("t1"),
      "POST /v1/auth/logout": { status: 204 },
    });
    const auth = authOf(server);
    await auth.login("admin", "secret");
    await auth.logout();
    expect(auth.session().status).toBe("out");
    expect(server.seen.at(-1)!.headers.get("Authorization")).toBe("Bearer t1");
    await auth.login("admin", "secret");
    server.down = true;
    await auth.logout();
    expect(auth.token()).toBeNull();
  });
});
