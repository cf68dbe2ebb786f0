/**
 * A stand-in for the server, for working on the pages and for their pictures only: it processes no
 * image. Serves the built pages under a stricter Content-Security-Policy than the product's own.
 */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { WebSocketServer } from "ws";
import type { Priority } from "../src/api/types";
import { components, models, pipelines } from "./fake-data";
import { FakeExecutions } from "./fake-executions";
import { drawnSample } from "./fake-images";

const CSP =
  "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; connect-src 'self' ws: wss:";
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const USER = { id: "u-1", username: "admin", roles: ["admin"] };
const SAMPLE = "sample-landscape";

export interface FakeServer {
  url: string;
  close: () => void;
}

export async function startFakeServer(port: number): Promise<FakeServer> {
  const executions = new FakeExecutions();
  executions.files.set(SAMPLE, {
    name: "landscape.svg",
    type: "image/svg+xml",
    bytes: drawnSample(),
  });
  const api = new FakeApi(executions);
  const server = createServer((request, response) => void api.answer(request, response));
  const sockets = new WebSocketServer({ server, handleProtocols: () => "bearer" });
  sockets.on("connection", (socket, request) => {
    const id = request.url!.split("/").at(-1)!;
    const stop = executions.watch(id, (message) => socket.send(JSON.stringify(message)));
    socket.on("close", stop);
  });
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      sockets.clients.forEach((socket) => socket.terminate());
      server.close();
      server.closeAllConnections();
    },
  };
}

class FakeApi {
  #wrongPasswords = 0;
  readonly #executions: FakeExecutions;

  constructor(executions: FakeExecutions) {
    this.#executions = executions;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, "http://host");
    response.setHeader("Content-Security-Policy", CSP);
    if (!url.pathname.startsWith("/v1/")) return page(url.pathname, response);
    const [, , kind, id, action] = url.pathname.split("/");
    const body = await read(request);
    if (kind === "auth") return this.#auth(id!, request, body, response);
    if (!request.headers.authorization)
      return problem(response, 401, "UNAUTHENTICATED", "no token");
    if (kind === "executions" && request.method === "POST" && !id)
      return this.#submit(request, body, response);
    if (kind === "executions") return this.#execution(url, id, action, response);
    if (kind === "files" && id) return this.#file(id, response);
    const lists: Record<string, unknown[]> = {
      pipelines,
      components,
      models,
      files: [
        {
          file_id: SAMPLE,
          filename: "landscape.svg",
          content_type: "image/svg+xml",
          file_size: 612,
        },
      ],
    };
    return json(response, 200, { items: lists[kind!] ?? [], next_cursor: null });
  }

  #auth(action: string, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (action === "me") return json(response, 200, USER);
    if (action === "logout") {
      response.setHeader(
        "Set-Cookie",
        "refresh=; Path=/v1/auth; HttpOnly; SameSite=Strict; Max-Age=0",
      );
      return json(response, 204, undefined);
    }
    if (action === "refresh") {
      if (!request.headers.cookie?.includes("refresh="))
        return problem(response, 401, "UNAUTHENTICATED", "no cookie");
    } else if (JSON.parse(body.toString()).password === "wrong") {
      if (++this.#wrongPasswords < 3)
        return problem(response, 401, "UNAUTHENTICATED", "wrong password");
      this.#wrongPasswords = 0;
      response.setHeader("Retry-After", "5");
      return problem(response, 429, "RATE_LIMITED", "too many attempts");
    }
    this.#wrongPasswords = 0;
    response.setHeader(
      "Set-Cookie",
      `refresh=${randomUUID()}; Path=/v1/auth; HttpOnly; SameSite=Strict`,
    );
    json(response, 200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 900 });
  }

  async #submit(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const form = await new Response(new Uint8Array(body), {
      headers: { "Content-Type": request.headers["content-type"]! },
    }).formData();
    const pipeline = pipelines.find(({ id }) => id === form.get("pipeline_id"));
    if (!pipeline) return problem(response, 400, "PIPELINE_UNKNOWN", "pipeline_id: unknown");
    const ids = form.getAll("input_file_ids").map(String);
    for (const file of form.getAll("input_files") as File[]) {
      const id = randomUUID();
      this.#executions.files.set(id, {
        name: file.name,
        type: file.type,
        bytes: Buffer.from(await file.arrayBuffer()),
      });
      ids.push(id);
    }
    const parameters = JSON.parse(String(form.get("parameters") ?? "{}"));
    const execution = this.#executions.start(
      pipeline,
      ids,
      parameters,
      (form.get("priority") ?? "normal") as Priority,
    );
    json(response, 202, { execution_id: execution.execution_id, status: "pending" });
  }

  #execution(
    url: URL,
    id: string | undefined,
    action: string | undefined,
    response: ServerResponse,
  ): void {
    if (!id) {
      const { status, pipeline_id } = Object.fromEntries(url.searchParams);
      const items = this.#executions.all.filter(
        (e) => (!status || e.status === status) && (!pipeline_id || e.pipeline_id === pipeline_id),
      );
      return json(response, 200, { items, next_cursor: null });
    }
    const execution = this.#executions.find(id);
    if (!execution) return problem(response, 404, "NOT_FOUND", `no execution ${id}`);
    if (action === "cancel") this.#executions.cancel(execution);
    json(response, action === "cancel" ? 202 : 200, execution);
  }

  #file(id: string, response: ServerResponse): void {
    const file = this.#executions.files.get(id);
    if (!file) return problem(response, 404, "NOT_FOUND", "no such file");
    response.setHeader("Content-Type", file.type);
    response.end(file.bytes);
  }
}

async function page(path: string, response: ServerResponse): Promise<void> {
  const name = extname(path) === "" ? "index.html" : path.slice(1);
  const bytes = await readFile(join(process.env.UI_OUT ?? "dist", name)).catch(() => null);
  if (bytes === null) return problem(response, 404, "NOT_FOUND", path);
  response.setHeader("Content-Type", TYPES[extname(name)] ?? "application/octet-stream");
  response.end(bytes);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, code: string, detail: string): void {
  response.writeHead(status, { "Content-Type": "application/problem+json" });
  response.end(
    JSON.stringify({ type: "about:blank", title: code, status, detail, code, error: detail }),
  );
}
