import type { Auth } from "./auth";
import { ConnectionError, toApiError } from "./problem";

export interface HttpDeps {
  auth: Auth;
  fetch: typeof fetch;
  /** Language in which the server words labels: "ja" or "en". */
  language: () => string;
}

export type Query = Record<string, string | number | undefined>;

/** Requests as the logged-in user; an expired token is renewed once, silently. */
export class Http {
  readonly #deps: HttpDeps;

  constructor(deps: HttpDeps) {
    this.#deps = deps;
  }

  async get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    const response = await this.#request(path + queryString(query), { signal });
    return (await response.json()) as T;
  }

  async post(path: string): Promise<void> {
    await this.#request(path, { method: "POST" });
  }

  async blob(path: string, signal?: AbortSignal): Promise<Blob> {
    return (await this.#request(path, { signal })).blob();
  }

  async #request(path: string, init: RequestInit): Promise<Response> {
    const { auth } = this.#deps;
    let response = await this.#send(path, init, auth.token());
    if (response.status === 401) {
      const token = await auth.refresh();
      if (token !== null) response = await this.#send(path, init, token);
    }
    if (response.ok) return response;
    throw toApiError(response.status, await response.text(), response.headers.get("Retry-After"));
  }

  async #send(path: string, init: RequestInit, token: string | null): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Accept-Language", this.#deps.language());
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    try {
      return await this.#deps.fetch(path, { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new ConnectionError(cause);
    }
  }
}

/** `?a=1&b=2`; empty without values. */
export function queryString(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}
