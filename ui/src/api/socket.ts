import type { ExecutionMessage } from "./messages";

export interface WatchDeps {
  /**
   * Null when logged out; the watch ends then.
   *
   * @param renew the one before was refused
   */
  token: (renew: boolean) => Promise<string | null>;
  open: (url: string, protocols: string[]) => WebSocket;
  /** Origin of the socket, for example `wss://host`. */
  origin: string;
  schedule: (work: () => void, delayMs: number) => () => void;
  random: () => number;
}

export interface WatchEvents {
  onMessage: (message: ExecutionMessage) => void;
  /** The connection was lost before the end: what was missed has to be read. */
  onLost: () => void;
}

const FIRST_DELAY_MS = 300;
const LONGEST_DELAY_MS = 10_000;
/** Close codes of the server. */
const UNAUTHENTICATED = 4401;
const FORBIDDEN = 4403;

/**
 * Watches one execution until its terminal message. A lost connection is told once each time and
 * opened again, waiting longer from time to time, with jitter.
 *
 * @returns stops watching
 */
export function watchExecution(id: string, deps: WatchDeps, events: WatchEvents): () => void {
  let stopped = false;
  let failures = 0;
  let renew = false;
  let socket: WebSocket | null = null;
  let cancelRetry = () => {};

  const stop = () => {
    stopped = true;
    cancelRetry();
    socket?.close();
  };

  const lost = () => {
    if (stopped) return;
    events.onLost();
    cancelRetry = deps.schedule(() => void connect(), delayMs(failures++, deps.random()));
  };

  const connect = async () => {
    const token = await deps.token(renew).catch(() => undefined);
    if (stopped) return;
    if (token === null) return stop();
    if (token === undefined) return lost();
    let opened = false;
    socket = deps.open(`${deps.origin}/v1/ws/execution/${encodeURIComponent(id)}`, [
      "bearer",
      token,
    ]);
    socket.onopen = () => (opened = true);
    socket.onmessage = (event) => {
      const message = parsed(event.data);
      if (message === null || stopped) return;
      failures = 0;
      if (isTerminal(message)) stop();
      events.onMessage(message);
    };
    socket.onclose = (event) => {
      // a browser does not tell why a handshake was refused: once, it may have been the token
      renew = event.code === UNAUTHENTICATED || (!opened && failures === 0);
      if (event.code === FORBIDDEN) stop();
      lost();
    };
  };

  void connect();
  return stop;
}

/** Doubles with every failure up to 10 s; the upper half of it is random. */
export function delayMs(failures: number, random: number): number {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
  return longest / 2 + (longest / 2) * random;
}

export function isTerminal(message: ExecutionMessage): boolean {
  return message.type !== "progress";
}

const TYPES = new Set(["progress", "completed", "error", "cancelled"]);

/** Null for what this page does not know, which later servers may send. */
function parsed(data: unknown): ExecutionMessage | null {
  try {
    const value = JSON.parse(String(data)) as { type?: string };
    return TYPES.has(value.type ?? "") ? (value as ExecutionMessage) : null;
  } catch {
    return null;
  }
}
