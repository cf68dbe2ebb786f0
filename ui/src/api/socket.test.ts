import { beforeEach, expect, test } from "vitest";
import { progress } from "../test/fixtures";
import { delayMs, watchExecution, type WatchDeps } from "./socket";
import type { ExecutionMessage } from "./messages";

/** The browser's end of a connection, moved by the test. */
class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  closed = false;
  readonly url: string;
  readonly protocols: string[];

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  close() {
    this.closed = true;
    this.onclose?.({ code: 1000 });
  }

  tell(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let sockets: FakeSocket[];
let renewals: boolean[];
let waiting: (() => void)[];
let messages: ExecutionMessage[];
let lost: number;
let tokens: (string | null | Error)[];

beforeEach(() => {
  sockets = [];
  renewals = [];
  waiting = [];
  messages = [];
  lost = 0;
  tokens = [];
});

const deps: WatchDeps = {
  token: async (renew) => {
    renewals.push(renew);
    const token = tokens.length > 0 ? tokens.shift()! : "jwt";
    if (token instanceof Error) throw token;
    return token;
  },
  open: (url, protocols) => {
    const socket = new FakeSocket(url, protocols);
    sockets.push(socket);
    return socket as unknown as WebSocket;
  },
  origin: "ws://host",
  schedule: (work) => {
    waiting.push(work);
    return () => (waiting = waiting.filter((other) => other !== work));
  },
  random: () => 0.5,
};

const settled = () => new Promise((done) => setTimeout(done));

async function watch() {
  const stop = watchExecution("e 1", deps, {
    onMessage: (message) => messages.push(message),
    onLost: () => lost++,
  });
  await settled();
  return stop;
}

async function again() {
  waiting.shift()!();
  await settled();
}

test("the token goes in the subprotocol, never in the address", async () => {
  await watch();
  expect(sockets[0]!.url).toBe("ws://host/v1/ws/execution/e%201");
  expect(sockets[0]!.protocols).toEqual(["bearer", "jwt"]);
});

test("the terminal message ends the watch", async () => {
  await watch();
  sockets[0]!.tell(progress());
  sockets[0]!.tell({ type: "completed", execution_id: "e-1", total_time_ms: 9, output_files: [] });
  expect(messages.map(({ type }) => type)).toEqual(["progress", "completed"]);
  expect(sockets[0]!.closed).toBe(true);
  expect(lost).toBe(0);
  expect(waiting).toEqual([]);
});

test("a lost connection is told, and opened again", async () => {
  await watch();
  sockets[0]!.onopen!();
  sockets[0]!.onclose!({ code: 1006 });
  expect(lost).toBe(1);
  await again();
  expect(sockets).toHaveLength(2);
  sockets[1]!.tell({ type: "cancelled", execution_id: "e-1" });
  expect(messages).toHaveLength(1);
});

test("an expired token is renewed for the next try", async () => {
  await watch();
  sockets[0]!.onopen!();
  sockets[0]!.onclose!({ code: 4401 });
  await again();
  expect(renewals).toEqual([false, true]);
});

test("a refused handshake renews the token once, not at every try", async () => {
  await watch();
  sockets[0]!.onclose!({ code: 1006 });
  await again();
  sockets[1]!.onclose!({ code: 1006 });
  await again();
  expect(renewals).toEqual([false, true, false]);
});

test("who may not watch does not try again", async () => {
  await watch();
  sockets[0]!.onclose!({ code: 4403 });
  expect(waiting).toEqual([]);
});

test("a logged-out user does not watch", async () => {
  tokens = [null];
  await watch();
  expect(sockets).toEqual([]);
  expect(waiting).toEqual([]);
});

test("while the server cannot renew the token it is tried again later", async () => {
  tokens = [new Error("no answer")];
  await watch();
  expect(lost).toBe(1);
  await again();
  expect(sockets).toHaveLength(1);
});

test("after stopping nothing is told and nothing opened", async () => {
  const stop = await watch();
  stop();
  sockets[0]!.tell(progress());
  expect(messages).toEqual([]);
  expect(lost).toBe(0);
  expect(waiting).toEqual([]);
});

test("what is not understood is passed over", async () => {
  await watch();
  sockets[0]!.onmessage!({ data: "no json" });
  sockets[0]!.tell({ type: "from_the_future" });
  expect(messages).toEqual([]);
  expect(sockets[0]!.closed).toBe(false);
});

test("the waiting time doubles up to ten seconds, half of it by chance", () => {
  expect(delayMs(0, 0)).toBe(150);
  expect(delayMs(0, 1)).toBe(300);
  expect(delayMs(3, 1)).toBe(2400);
  expect(delayMs(20, 1)).toBe(10_000);
});
