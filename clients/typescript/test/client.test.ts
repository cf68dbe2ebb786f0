import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ImageflowClient, ImageflowError, type ExecutionMessage } from '../src/index.js';
import type { WebSocketLike } from '../src/transport.js';

/** Answers what the test has laid out; an Error is a lost connection. */
function scripted(...answers: (Response | Error)[]) {
  const seen: { url: string; init: RequestInit }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    seen.push({ url: String(input), init: init ?? {} });
    const answer = answers.shift();
    if (!answer) throw new Error('nothing more was expected');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client = new ImageflowClient({ url: 'http://server.test/', token: 't', fetch });
  return { client, seen };
}

function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = { code, detail: 'told', errors: [{ pointer: '/name', detail: 'missing' }] };
  return Response.json(body, { status, headers });
}

test('a submission is sent again with the same key after a lost connection', async () => {
  const { client, seen } = scripted(
    new TypeError('fetch failed'),
    Response.json({ execution_id: 'e1' }, { status: 202 }),
  );
  const accepted = await client.submit({
    pipeline: 'p',
    images: [{ name: 'a.png', content: new Uint8Array([1]) }],
  });
  assert.equal(accepted.execution_id, 'e1');
  const keys = seen.map(({ init }) => new Headers(init.headers).get('Idempotency-Key'));
  assert.ok(keys[0]);
  assert.equal(keys[0], keys[1]);
});

test('a run that ends while it is waited for is one request', async () => {
  const ended = { execution_id: 'e1', status: 'completed', items: [] };
  const { client, seen } = scripted(Response.json(ended));
  assert.equal((await client.run({ pipeline: 'p' })).status, 'completed');
  assert.equal(new Headers(seen[0]?.init.headers).get('Prefer'), 'wait=30');
});

test('a picture that takes longer is asked for again under its key', async () => {
  const { client, seen } = scripted(
    Response.json({ execution_id: 'e1', status: 'pending' }, { status: 202 }),
    Response.json({ execution_id: 'e1', status: 'completed', items: [] }),
    new Response('picture', { headers: { 'Content-Type': 'image/png' } }),
  );
  const picture = await client.picture({ pipeline: 'p' }, 'image/png');
  assert.equal(await picture.text(), 'picture');
  const keys = seen.map(({ init }) => new Headers(init.headers).get('Idempotency-Key'));
  assert.ok(keys[0]);
  assert.equal(keys[0], keys[2]);
});

test('a change is not sent again after a lost connection', async () => {
  const { client, seen } = scripted(new TypeError('fetch failed'));
  await assert.rejects(client.updatePipeline('p', { name: 'n', components: [] }, '"1"'), {
    code: 'CONNECTION_LOST',
  });
  assert.equal(seen.length, 1);
});

test('a busy server is asked again after the time it names', async () => {
  const { client, seen } = scripted(
    problem(429, 'RATE_LIMITED', { 'Retry-After': '0' }),
    problem(503, 'STORAGE_UNAVAILABLE', { 'Retry-After': '0' }),
    Response.json({ items: [] }),
  );
  assert.deepEqual(await client.components(), []);
  assert.equal(seen.length, 3);
});

test('a wrong password is told as that, and not tried again', async () => {
  let logins = 0;
  const fetch: typeof globalThis.fetch = async (input) => {
    assert.match(String(input), /auth.login$/);
    logins++;
    return problem(401, 'UNAUTHENTICATED');
  };
  const client = ImageflowClient.withPassword('http://server.test', 'vera', 'wrong', { fetch });
  await assert.rejects(client.me(), { status: 401, code: 'UNAUTHENTICATED' });
  assert.equal(logins, 1);
});

test('a client with a password logs in once, and again when the token is about to end', async () => {
  const seen: string[] = [];
  let lifetime = 3600;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const login = String(input).endsWith('/auth/login');
    const token = new Headers(init?.headers).get('Authorization');
    seen.push(login ? 'login' : String(token));
    return login
      ? Response.json({ access_token: `t${seen.length}`, expires_in: lifetime })
      : Response.json({});
  };
  const client = ImageflowClient.withPassword('http://server.test', 'vera', 'right', { fetch });
  await Promise.all([client.me(), client.me()]);
  assert.deepEqual(seen, ['login', 'Bearer t1', 'Bearer t1']);
  lifetime = -1;
  const other = ImageflowClient.withPassword('http://server.test', 'vera', 'right', { fetch });
  await other.me();
  await other.me();
  assert.deepEqual(seen.slice(3), ['login', 'Bearer t4', 'login', 'Bearer t6']);
});

test('a longer wait than the patience is told', async () => {
  const { client } = scripted(problem(429, 'QUEUE_FULL', { 'Retry-After': '31' }));
  await assert.rejects(client.me(), { status: 429, retryAfter: 31 });
});

test('a problem is an error with its code and its places', async () => {
  const { client } = scripted(problem(400, 'VALIDATION_FAILED'));
  await assert.rejects(client.me(), (error: ImageflowError) => {
    assert.ok(error instanceof ImageflowError);
    assert.equal(error.code, 'VALIDATION_FAILED');
    assert.deepEqual(error.errors, [{ pointer: '/name', detail: 'missing' }]);
    return true;
  });
});

test('an execution that went to the fallback queue is accepted', async () => {
  const { client } = scripted(
    Response.json({ execution_id: 'e1', status: 'pending', fallback_mode: true }, { status: 500 }),
  );
  assert.equal((await client.submit({ pipeline: 'p' })).execution_id, 'e1');
});

test('a deletion whose answer was lost is done', async () => {
  const { client } = scripted(new TypeError('fetch failed'), problem(404, 'NOT_FOUND'));
  await client.deleteFile('f');
});

test('a list goes on over all pages', async () => {
  const { client, seen } = scripted(
    Response.json({ items: [{ id: 'a' }, { id: 'b' }], next_cursor: 'c/1' }),
    Response.json({ items: [{ id: 'd' }], next_cursor: null }),
  );
  const ids: string[] = [];
  for await (const pipeline of client.pipelines({ q: 'x y' })) ids.push(pipeline.id);
  assert.deepEqual(ids, ['a', 'b', 'd']);
  assert.match(seen[1]?.url ?? '', /\?q=x\+y&cursor=c%2F1$/);
});

/** Sockets that say what the test has laid out and then close with a code. */
function socketsSaying(...scripts: { say: unknown[]; close: number }[]) {
  const opened: { url: string; protocols: string[] | undefined }[] = [];
  class Socket implements WebSocketLike {
    onopen = null;
    onmessage: ((event: any) => void) | null = null;
    onclose: ((event: any) => void) | null = null;
    onerror = null;
    constructor(url: string, protocols?: string[]) {
      opened.push({ url, protocols });
      const script = scripts.shift();
      queueMicrotask(() => {
        script?.say.forEach((message) => this.onmessage?.({ data: JSON.stringify(message) }));
        this.onclose?.({ code: script?.close ?? 1006, reason: '' });
      });
    }
    send() {}
    close() {}
  }
  const client = new ImageflowClient({ url: 'https://server.test', token: 't', WebSocket: Socket });
  return { client, opened };
}

async function told(messages: AsyncIterable<ExecutionMessage>): Promise<string[]> {
  const all: string[] = [];
  for await (const message of messages) all.push(`${message.type} ${message.sequence}`);
  return all;
}

const progress = (sequence: number) => ({ type: 'progress', execution_id: 'e', sequence });

test('watching goes on after a lost connection and tells nothing twice', async () => {
  const { client, opened } = socketsSaying(
    { say: [progress(1), progress(2)], close: 1006 },
    { say: [progress(2), progress(3), { type: 'completed', sequence: 4 }], close: 1000 },
  );
  assert.deepEqual(await told(client.watch('e/1')), [
    'progress 1',
    'progress 2',
    'progress 3',
    'completed 4',
  ]);
  assert.equal(opened[0]?.url, 'wss://server.test/v1/ws/execution/e%2F1');
  assert.deepEqual(opened[0]?.protocols, ['bearer', 't']);
});

test('watching what may not be watched is an error', async () => {
  const { client, opened } = socketsSaying({ say: [], close: 4403 });
  await assert.rejects(told(client.watch('e')), { status: 403, code: 'FORBIDDEN' });
  assert.equal(opened.length, 1);
});

test('watching ends when it is aborted', async () => {
  const { client } = socketsSaying({ say: [progress(1)], close: 1006 });
  const abort = new AbortController();
  const seen: number[] = [];
  await assert.rejects(async () => {
    for await (const message of client.watch('e', abort.signal)) {
      seen.push(message.sequence);
      abort.abort(new Error('enough'));
    }
  }, /enough/);
  assert.deepEqual(seen, [1]);
});

test('without any WebSocket it is said which option is missing', async () => {
  const global = globalThis as { WebSocket?: unknown };
  const before = global.WebSocket;
  delete global.WebSocket;
  try {
    const client = new ImageflowClient({ url: 'http://server.test', token: 't' });
    await assert.rejects(told(client.watch('e')), /option WebSocket/);
  } finally {
    if (before !== undefined) global.WebSocket = before;
  }
});
