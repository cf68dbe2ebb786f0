import { ConnectionError, toApiError } from "./problem";
import type { TokenAnswer, User } from "./types";

/** Who uses this page. `restoring` until the refresh cookie has been tried after a reload. */
export type Session =
  | { status: "restoring" }
  | { status: "unreachable" }
  | { status: "out" }
  | { status: "in"; user: User };

export interface AuthDeps {
  fetch: typeof fetch;
  now: () => number;
  /** Only one tab at a time may use the refresh cookie: it works once. */
  exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  /** Remembers between reloads whether there may be a cookie; not the secret itself. */
  hint: { get: () => boolean; set: (loggedIn: boolean) => void };
}

/** A token that ends sooner than this is renewed before it opens a socket. */
const ABOUT_TO_END_MS = 30_000;

/** Keeps the access token, in memory only; the refresh token is a cookie that scripts never see. */
export class Auth {
  readonly #deps: AuthDeps;
  readonly #listeners = new Set<() => void>();
  #session: Session = { status: "restoring" };
  #token: string | null = null;
  #endsAt = 0;
  #refreshing: Promise<string | null> | null = null;

  constructor(deps: AuthDeps) {
    this.#deps = deps;
  }

  readonly session = (): Session => this.#session;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  token(): string | null {
    return this.#token;
  }

  /** Tries the cookie of an earlier visit. */
  async restore(): Promise<void> {
    if (!this.#deps.hint.get()) {
      this.#become({ status: "out" });
      return;
    }
    this.#become({ status: "restoring" });
    try {
      if ((await this.refresh()) !== null) await this.#enter();
    } catch {
      this.#become({ status: "unreachable" });
    }
  }

  /** @throws ApiError 401 for wrong names or passwords, 429 with the seconds to wait */
  async login(username: string, password: string): Promise<void> {
    const response = await this.#post("/v1/auth/login?cookie=true", { username, password });
    if (!response.ok) throw await problemOf(response);
    this.#keep((await response.json()) as TokenAnswer);
    await this.#enter();
  }

  /** Ends the session here, and on the server where it can be reached. */
  async logout(): Promise<void> {
    const token = this.#token;
    this.#leave();
    if (token !== null)
      await this.#post("/v1/auth/logout", undefined, token).catch(() => undefined);
  }

  /** A token that is good for some time; null when logged out. */
  async freshToken(): Promise<string | null> {
    const lasting = this.#token !== null && this.#endsAt - this.#deps.now() > ABOUT_TO_END_MS;
    return lasting ? this.#token : this.refresh();
  }

  /**
   * A new token by the cookie; null when the cookie is no longer good, which ends the session.
   * Many callers at once share one request.
   *
   * @throws ConnectionError, ApiError (5xx) when the server could not say; the session stays
   */
  refresh(): Promise<string | null> {
    this.#refreshing ??= this.#deps
      .exclusive(() => this.#refreshOnce())
      .finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refreshOnce(): Promise<string | null> {
    const response = await this.#post("/v1/auth/refresh?cookie=true");
    if (response.status >= 500 || response.status === 429) throw await problemOf(response);
    if (!response.ok) {
      this.#leave();
      return null;
    }
    this.#keep((await response.json()) as TokenAnswer);
    return this.#token;
  }

  async #enter(): Promise<void> {
    const response = await this.#send("/v1/auth/me", {
      headers: { Authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) throw await problemOf(response);
    this.#deps.hint.set(true);
    this.#become({ status: "in", user: (await response.json()) as User });
  }

  #keep(answer: TokenAnswer): void {
    this.#token = answer.access_token;
    this.#endsAt = this.#deps.now() + answer.expires_in * 1000;
  }

  #leave(): void {
    this.#token = null;
    this.#deps.hint.set(false);
    this.#become({ status: "out" });
  }

  #become(session: Session): void {
    this.#session = session;
    this.#listeners.forEach((listener) => listener());
  }

  #post(path: string, body?: unknown, token?: string): Promise<Response> {
    const headers: Record<string, string> = {};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
    return this.#send(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#deps.fetch(path, { ...init, credentials: "same-origin" });
    } catch (cause) {
      throw new ConnectionError(cause);
    }
  }
}

async function problemOf(response: Response) {
  return toApiError(response.status, await response.text(), response.headers.get("Retry-After"));
}
