import { ImageflowError } from './errors.js';
import { isTerminal, type ExecutionMessage, type ServerMessage } from './messages.js';
import { backoff, pause, type Transport, type WebSocketLike } from './transport.js';

/** What the server means by closing a socket. */
const REFUSALS: Record<number, [number, 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND']> = {
  4401: [401, 'UNAUTHENTICATED'],
  4403: [403, 'FORBIDDEN'],
  4404: [404, 'NOT_FOUND'],
};
const MAX_RECONNECTS = 8;

/**
 * All that is said of an execution, from how it stands now to its end. Connects again when the
 * connection is lost; nothing is told twice.
 */
export async function* watch(
  transport: Transport,
  executionId: string,
  signal?: AbortSignal,
): AsyncGenerator<ExecutionMessage, void, undefined> {
  let told = -1;
  for (let lost = 0; ; lost++) {
    signal?.throwIfAborted();
    const connection = await open(transport, executionId, signal);
    try {
      for await (const message of connection.messages()) {
        if (message.sequence <= told && !isTerminal(message)) continue;
        told = message.sequence;
        lost = 0;
        yield message;
        if (isTerminal(message)) return;
      }
    } finally {
      connection.close();
    }
    if (lost >= MAX_RECONNECTS) {
      throw new ImageflowError(0, 'CONNECTION_LOST', `watching ${executionId} was cut off`);
    }
    await pause(backoff(lost), signal);
  }
}

async function open(
  transport: Transport,
  executionId: string,
  signal?: AbortSignal,
): Promise<Connection> {
  const path = `/v1/ws/execution/${encodeURIComponent(executionId)}`;
  const token = await transport.token();
  return new Connection(transport.socket(path, token), signal);
}

/** Makes a stream to be pulled of a socket that pushes. */
class Connection {
  private readonly waiting: ExecutionMessage[] = [];
  private wake: () => void = () => {};
  private ended = false;
  private refusal: ImageflowError | undefined;

  constructor(
    private readonly socket: WebSocketLike,
    private readonly signal?: AbortSignal,
  ) {
    socket.onmessage = (event: { data: unknown }) => this.hear(String(event.data));
    socket.onclose = (event: { code: number; reason: string }) => this.end(event.code);
    socket.onerror = () => this.end(0); // the reason, if any, comes with the end
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  async *messages(): AsyncGenerator<ExecutionMessage, void, undefined> {
    for (;;) {
      const next = this.waiting.shift();
      if (next) {
        yield next;
      } else if (this.refusal) {
        throw this.refusal;
      } else if (this.ended) {
        return;
      } else {
        await new Promise<void>((resolve) => (this.wake = resolve));
      }
    }
  }

  close(): void {
    this.signal?.removeEventListener('abort', this.onAbort);
    this.ended = true;
    this.socket.close(1000);
  }

  private readonly onAbort = () => this.end(0);

  private hear(text: string): void {
    const message = JSON.parse(text) as ServerMessage;
    switch (message.type) {
      case 'progress':
      case 'completed':
      case 'cancelled':
        this.waiting.push(message);
        break;
      case 'error':
        // a failed execution has a place in the order of its news; a refusal has none
        if ('sequence' in message) this.waiting.push(message);
        break;
      default:
        return;
    }
    this.wake();
  }

  private end(code: number): void {
    const refusal = REFUSALS[code];
    if (refusal) {
      this.refusal = new ImageflowError(...refusal, 'the server refused to be watched');
    }
    this.ended = true;
    this.wake();
  }
}
