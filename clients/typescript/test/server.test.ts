// With a real server, named by IMAGEFLOW_URL and IMAGEFLOW_PASSWORD (of admin).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateSync, crc32 } from './png.js';
import { WebSocket } from 'ws';
import { ImageflowClient, type ExecutionMessage, type PipelineRequest } from '../src/index.js';
import type { WebSocketConstructor } from '../src/transport.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { IMAGEFLOW_URL: url, IMAGEFLOW_PASSWORD: password } = process.env;
const SMALL: PipelineRequest['components'] = [
  { id: 'r', component_type: 'resize', parameters: { width: 32, height: 32, mode: 'stretch' } },
];

function png(width = 64, height = 48): Uint8Array<ArrayBuffer> {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(height * (width * 3 + 1)))),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

suite('with a real server', { skip: url ? false : 'IMAGEFLOW_URL names no server' }, () => {
  let client: ImageflowClient;

  before(async () => {
    const login = await ImageflowClient.login(url ?? '', 'admin', password ?? '');
    client = new ImageflowClient({
      url: url ?? '',
      token: login.access_token,
      WebSocket: WebSocket as unknown as WebSocketConstructor,
    });
  });

  const pipeline = async () =>
    (await client.createPipeline({ name: `ts ${Math.random()}`, components: SMALL })).value;
  const image = (name: string, content = png()) => ({ name, content });

  test('images are run and their results downloaded', async () => {
    const execution = await client.run({
      pipeline: (await pipeline()).slug,
      images: [image('写真.png'), image('b.png', png(80, 20))],
      parameters: { output_format: 'png' },
      priority: 'high',
    });
    assert.equal(execution.status, 'completed');
    assert.deepEqual(
      execution.items.map((item) => item.filename),
      ['写真.png', 'b.png'],
    );
    for (const output of execution.output_files) {
      const bytes = Buffer.from(await (await client.download(output.file_id)).arrayBuffer());
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [32, 32]);
    }
    const zip = await client.archive(execution.execution_id);
    assert.equal(Buffer.from(await zip.arrayBuffer()).toString('latin1', 0, 2), 'PK');
    await client.deleteExecution(execution.execution_id);
    await assert.rejects(client.execution(execution.execution_id), { code: 'NOT_FOUND' });
  });

  test('one photo in is one picture out', async () => {
    const submission = { pipeline: (await pipeline()).id, images: [image('a.png')] };
    const made = Buffer.from(await (await client.picture(submission, 'image/png')).arrayBuffer());
    assert.deepEqual([made.readUInt32BE(16), made.readUInt32BE(20)], [32, 32]);
    assert.equal((await client.picture(submission)).type, 'image/jpeg');
    await assert.rejects(client.picture(submission, 'image/gif'), { code: 'NOT_ACCEPTABLE' });
  });

  test('an execution is watched to its end, with all members of the document', async () => {
    const accepted = await client.submit({
      pipeline: (await pipeline()).id,
      images: Array.from({ length: 10 }, (_, i) => image(`${i}.png`)),
    });
    const messages: ExecutionMessage[] = [];
    for await (const message of client.watch(accepted.execution_id)) messages.push(message);
    const last = messages.at(-1);
    assert.equal(last?.type, 'completed');
    if (last?.type === 'completed') {
      assert.equal(last.execution_id, accepted.execution_id);
      assert.equal(typeof last.total_time_ms, 'number');
      assert.equal(last.output_files.length, 10);
      assert.match(last.output_files[0]?.download_url ?? '', /^\/v1\/files\/.+\/download$/);
    }
    for (const message of messages) {
      if (message.type !== 'progress') continue;
      assert.ok(['pending', 'running'].includes(message.status));
      assert.equal(typeof message.step, 'string');
      assert.equal(typeof message.progress, 'number');
      assert.ok(!Number.isNaN(Date.parse(message.timestamp)));
      assert.equal(typeof message.data.current_component, 'string');
      assert.equal(typeof message.data.elapsed_time_ms, 'number');
      assert.equal(typeof message.data.estimated_remaining_ms, 'number');
    }
    const sequences = messages.map((message) => message.sequence);
    assert.deepEqual(
      sequences,
      [...sequences].sort((a, b) => a - b),
    );
  });

  test('the end of an execution that has ended long ago is told at once', async () => {
    const run = await client.run({ pipeline: (await pipeline()).id, images: [image('a.png')] });
    const messages: ExecutionMessage[] = [];
    for await (const message of client.watch(run.execution_id)) messages.push(message);
    assert.deepEqual(
      messages.map((message) => message.type),
      ['completed'],
    );
  });

  test('a client with a password needs no token, and speaks the language that it is told', async () => {
    const english = ImageflowClient.withPassword(url ?? '', 'admin', password ?? '', {
      language: 'en',
      WebSocket: WebSocket as unknown as WebSocketConstructor,
    });
    const images = Array.from({ length: 20 }, (_, i) => image(`${i}.png`));
    const accepted = await english.submit({ pipeline: (await pipeline()).id, images });
    for await (const message of english.watch(accepted.execution_id)) {
      if (message.type === 'progress') assert.match(message.data.current_step, /^[ -~]*$/);
    }
    const ended = await english.execution(accepted.execution_id);
    assert.match(ended.progress.current_step, /^[ -~]+$/);
  });

  test('the example of the README runs', () => {
    const folder = mkdtempSync(join(root, 'dist', 'readme-')); // inside, to be found by its name
    try {
      const readme = readFileSync(join(root, 'README.md'), 'utf8');
      writeFileSync(join(folder, 'party.mjs'), readme.split('```ts\n')[1]?.split('```')[0] ?? '');
      writeFileSync(join(folder, 'party.jpg'), png());
      const said = execFileSync(process.execPath, ['party.mjs'], { cwd: folder, encoding: 'utf8' });
      assert.match(said, /^completed \[ '0 found' \]$/m);
      assert.ok(readdirSync(folder).some((name) => name.startsWith('party-')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a pipeline goes out and in', async () => {
    const made = await pipeline();
    const exported = await client.exportPipeline(made.id);
    const copy = await client.importPipeline(exported);
    assert.notEqual(copy.value.id, made.id);
    assert.deepEqual(copy.value.components, made.components);
  });

  test('a file that is no model is refused', async () => {
    const model = { name: 'no.onnx', content: new Uint8Array([1, 2, 3]) };
    await assert.rejects(client.addModel(model), { status: 422, code: 'MODEL_INVALID' });
  });

  test('a failed execution says why', async () => {
    const broken = png().slice(0, 60);
    const accepted = await client.submit({
      pipeline: (await pipeline()).id,
      images: [image('good.png'), image('broken.png', broken)],
    });
    let last: ExecutionMessage | undefined;
    for await (const message of client.watch(accepted.execution_id)) last = message;
    assert.equal(last?.type, 'error');
    if (last?.type === 'error') {
      assert.ok(last.error.code);
      assert.ok(last.error.message);
      assert.equal(last.output_files.length, 1);
    }
  });

  test('watching what is not there is an error', async () => {
    const watching = client.watch('00000000-0000-0000-0000-000000000000');
    await assert.rejects(watching.next(), { status: 404, code: 'NOT_FOUND' });
  });

  test('a pipeline is changed only in the version that was read', async () => {
    const made = await pipeline();
    const read = await client.pipeline(made.slug);
    const changed = { name: 'changed', components: SMALL };
    const next = await client.updatePipeline(made.id, changed, read.etag);
    assert.equal(next.value.version, 2);
    await assert.rejects(client.updatePipeline(made.id, changed, read.etag), {
      status: 412,
      code: 'VERSION_MISMATCH',
    });
    await client.deletePipeline(made.id);
  });

  test('wrong places are pointed to', async () => {
    const components = [{ id: 'r', component_type: 'resize', parameters: { width: -5 } }];
    await assert.rejects(client.createPipeline({ name: 'wrong', components }), {
      status: 400,
      errors: [
        {
          pointer: '/components/0/parameters/width',
          detail: 'width: -5 (expected: whole number 0..16384)',
        },
      ],
    });
  });

  test('an uploaded file is linked, listed and deleted', async () => {
    const file = await client.upload(image('photo.png'));
    const link = await client.link(file.file_id);
    const shown = await fetch(new URL(link.url, url));
    assert.equal(shown.headers.get('Content-Type'), 'image/png');
    const listed: string[] = [];
    for await (const one of client.files({ kind: 'upload', limit: 1 })) listed.push(one.file_id);
    assert.ok(listed.includes(file.file_id));
    await client.deleteFile(file.file_id);
    await assert.rejects(client.file(file.file_id), { code: 'NOT_FOUND' });
  });

  test('components, models and users are there', async () => {
    assert.ok((await client.components()).some((component) => component.id === 'resize'));
    assert.equal((await client.component('resize')).category, 'geometry');
    assert.ok((await client.models()).some((model) => model.name === 'haar-face'));
    const name = `ts-${Math.random().toString(36).slice(2, 10)}`;
    const user = await client.createUser({
      username: name,
      password: 'a good long Password 1',
      roles: ['viewer'],
    });
    assert.deepEqual((await client.updateUser(user.id, { disabled: true })).disabled, true);
    await client.deleteUser(user.id);
    assert.equal((await client.me()).username, 'admin');
  });
});
