/** A server in memory: answers requests by method and path, and remembers them. */
export interface Seen {
  method: string;
  path: string;
  headers: Headers;
  body: string;
}

type Reply = { status?: number; body?: unknown; headers?: Record<string, string> };
type Route = Reply | ((seen: Seen, times: number) => Reply | Promise<Reply>);

export class FakeServer {
  readonly seen: Seen[] = [];
  readonly #routes: Record<string, Route>;
  /** While true no answer comes. */
  down = false;

  /** @param routes by `"METHOD /path"`, query left out */
  constructor(routes: Record<string, Route>) {
    this.#routes = routes;
  }

  count(route: string): number {
    return this.seen.filter(({ method, path }) => `${method} ${withoutQuery(path)}` === route)
      .length;
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    if (this.down) throw new TypeError("failed to fetch");
    const seen = {
      method: init.method ?? "GET",
      path: String(input),
      headers: new Headers(init.headers),
      body: String(init.body ?? ""),
    };
    this.seen.push(seen);
    const name = `${seen.method} ${withoutQuery(seen.path)}`;
    const route = this.#routes[name] ?? { status: 404, body: { code: "NOT_FOUND", detail: name } };
    const reply = typeof route === "function" ? await route(seen, this.count(name)) : route;
    const body = reply.status === 204 ? null : JSON.stringify(reply.body ?? {});
    return new Response(body, { status: reply.status ?? 200, headers: reply.headers });
  };
}

function withoutQuery(path: string): string {
  return path.split("?")[0]!;
}

export const USER = { id: "u-1", username: "admin", roles: ["admin"] };

export function tokenAnswer(token: string, expires_in = 900) {
  return { body: { access_token: token, token_type: "Bearer", expires_in } };
}
