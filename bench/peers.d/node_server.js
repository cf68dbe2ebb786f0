// What a team would write in Node instead of using the product: fastify, sharp, ONNX Runtime.
// The same work and the same promises as fastapi_server.py; NODE_PATH names the folder of the packages.
const { promises: files } = require('fs');
const { randomUUID } = require('crypto');
const { join } = require('path');
const fastify = require('fastify');
const onnx = require('onnxruntime-node');
const sharp = require('sharp');

const LONGEST = 800, SIDE = 416, CLASSES = 80, CONFIDENCE = 0.4, OVERLAP = 0.45, QUALITY = 85;
const { MODEL, STORE, PORT } = process.env;

sharp.concurrency(1);
sharp.cache(false);

const cells = [8, 16, 32].flatMap((stride) => {
  const count = SIDE / stride;
  return Array.from({ length: count * count }, (_, i) => ({ x: i % count, y: Math.floor(i / count), stride }));
});

async function tensorOf(pixels, raw, ratio) {
  const width = Math.round(raw.width * ratio), height = Math.round(raw.height * ratio);
  const rgb = await sharp(pixels, { raw }).resize(width, height, { fit: 'fill', kernel: 'linear' }).raw().toBuffer();
  const plane = SIDE * SIDE, values = new Float32Array(3 * plane).fill(114);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 3 * (y * width + x), to = y * SIDE + x;
      // blue, green, red
      values[to] = rgb[from + 2];
      values[to + plane] = rgb[from + 1];
      values[to + 2 * plane] = rgb[from];
    }
  }
  return new onnx.Tensor('float32', values, [1, 3, SIDE, SIDE]);
}

function candidates(answer, ratio) {
  const found = [];
  cells.forEach(({ x, y, stride }, i) => {
    const at = i * (CLASSES + 5), certain = answer[at + 4];
    if (certain < CONFIDENCE) return;
    let kind = 0;
    for (let c = 1; c < CLASSES; c++) if (answer[at + 5 + c] > answer[at + 5 + kind]) kind = c;
    const score = certain * answer[at + 5 + kind];
    if (score < CONFIDENCE) return;
    const width = (Math.exp(answer[at + 2]) * stride) / ratio, height = (Math.exp(answer[at + 3]) * stride) / ratio;
    const left = ((answer[at] + x) * stride) / ratio - width / 2, top = ((answer[at + 1] + y) * stride) / ratio - height / 2;
    found.push({ left, top, width, height, score, kind });
  });
  return found;
}

function overlap(a, b) {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

function withoutDoubles(found) {
  const kept = [];
  for (const one of found.sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => other.kind === one.kind && overlap(one, other) > OVERLAP)) kept.push(one);
  }
  return kept;
}

function drawing({ width, height }, found) {
  const shapes = found.map(({ left, top, width: w, height: h, score, kind }) =>
    `<rect x="${left}" y="${top}" width="${w}" height="${h}" fill="none" stroke="lime" stroke-width="2"/>` +
    `<text x="${left}" y="${Math.max(10, top - 4)}" font-size="14" fill="lime">${kind} ${score.toFixed(2)}</text>`);
  return Buffer.from(`<svg width="${width}" height="${height}">${shapes.join('')}</svg>`);
}

async function worked(session, photo) {
  // sharp shrinks a JPEG while it loads
  const { data, info } = await sharp(photo).resize(LONGEST, LONGEST, { fit: 'inside' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: 3 }, ratio = SIDE / Math.max(info.width, info.height);
  const answers = await session.run({ [session.inputNames[0]]: await tensorOf(data, raw, ratio) });
  const found = withoutDoubles(candidates(answers[session.outputNames[0]].data, ratio));
  // sharp blurs before it composes, whatever the order of the calls
  const drawn = await sharp(data, { raw }).composite([{ input: drawing(raw, found) }]).removeAlpha().raw().toBuffer();
  const result = await sharp(drawn, { raw }).blur(1.1).jpeg({ quality: QUALITY }).toBuffer();
  return { result, count: found.length };
}

async function keep(content) {
  const file = await files.open(join(STORE, randomUUID()), 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function main() {
  const session = await onnx.InferenceSession.create(MODEL, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const app = fastify();
  app.register(require('@fastify/multipart'), { limits: { fileSize: 30 << 20 } });
  app.post('/run', async (request, reply) => {
    const photo = await (await request.file()).toBuffer();
    await keep(photo);
    const { result, count } = await worked(session, photo);
    await keep(result);
    return reply.header('X-Detections', count).type('image/jpeg').send(result);
  });
  await app.listen({ host: '127.0.0.1', port: Number(PORT) });
}

main();
