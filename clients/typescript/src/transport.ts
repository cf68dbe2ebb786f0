import { ImageflowError } from './errors.js';

/** Where the server is and who is asking. */
export interface ClientOptions {
  /** Without `/v1`. */
  url: string;
  /** An access token or API key, or how to get the one that holds now. */
  token: string | (() => string | Promise<string>);
  /** How often a request is sent again after a lost connection, a 429 or a 503. Default 4. */
  retries?: number;
  /** The longest `Retry-After`, in seconds, that is waited for. Default 30. */
  patience?: number;
  /** For labels, for example `en`; browsers send their own over WebSocket. */
  language?: string;
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
  /** Default: the global one, which Node has from 22; for Node 20 that of the package `ws`. */
  WebSocket?: WebSocketConstructor;
}

/** As much of a WebSocket as is needed here; browsers' and that of `ws` fit. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

/** Browsers ignore the options; `ws` sends their headers. */
export type WebSocketConstructor = new (
  url: string,
  protocols?: string[],
  options?: { headers: Record<string, string> },
) => WebSocketLike;

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `/v1` on. */
  path: string;
  query?: Record<string, string | number | undefined>;
  json?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Sends requests, again where that helps and cannot do anything twice. */
export class Transport {
  private readonly base: string;
  private readonly fetch: typeof globalThis.fetch;

  constructor(private readonly options: ClientOptions) {
    this.base = options.url.replace(/\/+$/, '');
    this.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  async token(): Promise<string> {
    const { token } = this.options;
    return typeof token === 'string' ? token : await token();
  }

  /** A WebSocket that says who it is. */
  socket(path: string, token: string): WebSocketLike {
    const Socket = this.socketConstructor();
    const { language } = this.options;
    const headers: Record<string, string> = language ? { 'Accept-Language': language } : {};
    return new Socket(this.base.replace(/^http/, 'ws') + path, ['bearer', token], { headers });
  }

  private socketConstructor(): WebSocketConstructor {
    const constructor =
      this.options.WebSocket ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
    if (!constructor) {
      throw new Error('there is no WebSocket here (expected: the option WebSocket, as from ws)');
    }
    return constructor;
  }

  async json<T>(request: Request): Promise<T> {
    return (await (await this.send(request)).json()) as T;
  }

  async send(request: Request): Promise<Response> {
    const { retries = 4, patience = 30 } = this.options;
    const repeatable =
      request.method === 'GET' ||
      request.method === 'DELETE' ||
      request.headers?.['Idempotency-Key'] !== undefined;
    let lost = false;
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= retries;
      let response: Response;
      try {
        response = await this.attempt(request);
      } catch (cause) {
        // what the token's own request was refused is no lost connection
        if (request.signal?.aborted || cause instanceof ImageflowError) throw cause;
        lost = true;
        if (last || !repeatable) {
          const what = `${request.method} ${request.path}: ${reason(cause)}`;
          throw new ImageflowError(0, 'CONNECTION_LOST', what, [], undefined, { cause });
        }
        await pause(backoff(attempt), request.signal);
        continue;
      }
      if (response.ok || (await isAccepted(response))) return response;
      // the request whose answer was lost has done it
      if (lost && request.method === 'DELETE' && response.status === 404) return response;
      const problem = await ImageflowError.of(response);
      const wait = problem.retryAfter ?? backoff(attempt);
      const busy = response.status === 429 || response.status === 503;
      if (last || !busy || wait > patience) throw problem;
      await pause(wait, request.signal);
    }
  }

  private async attempt(request: Request): Promise<Response> {
    const url = new URL(this.base + request.path);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers = new Headers(request.headers);
    headers.set('Authorization', `Bearer ${await this.token()}`);
    if (this.options.language) headers.set('Accept-Language', this.options.language);
    const init: RequestInit = { method: request.method, headers, redirect: 'error' };
    if (request.signal) init.signal = request.signal;
    if (request.form) init.body = request.form;
    if (request.json !== undefined) {
      headers.set('Content-Type', 'application/json');
      init.body = JSON.stringify(request.json);
    }
    return await this.fetch(url, init);
  }
}

/** What is behind "fetch failed". */
function reason(cause: unknown): string {
  const inner = cause instanceof Error ? cause.cause : undefined;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  return (inner instanceof Error && inner.message) || code || String(cause);
}

/** Whether this 500 says that the execution was taken over by the fallback queue. */
async function isAccepted(response: Response): Promise<boolean> {
  if (response.status !== 500) return false;
  const told: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return typeof told === 'object' && told !== null && 'fallback_mode' in told;
}

/** Seconds; longer after each attempt. */
export function backoff(attempt: number): number {
  return Math.min(5, 0.2 * 2 ** attempt) * (0.5 + Math.random() / 2);
}

export function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, seconds * 1000);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** A key for `Idempotency-Key`; also where `randomUUID` is kept from pages without TLS. */
export function newKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
