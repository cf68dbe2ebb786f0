import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import type * as ours from '../src/messages.js';
import type * as document from './document.js';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Compiles only where each type fits in the place of the other, and has the same members. */
type Same<A, B> = [A, B, keyof A, keyof B] extends [B, A, keyof B, keyof A] ? true : false;

const same: [
  Same<ours.ProgressMessage, document.ProgressMessage>,
  Same<ours.CompletedMessage, document.CompletedMessage>,
  Same<ours.ErrorMessage, document.ErrorMessage>,
  Same<ours.VideoFrameMessage, document.VideoFrameMessage>,
  Same<ours.Detection, document.Detection>,
] = [true, true, true, true, true];

test('the messages of the document are typed to the letter', () => {
  assert.ok(same.every(Boolean)); // the compiler has checked it
});

test('the committed types are those of openapi.json', () => {
  const generator = `${root}/node_modules/openapi-typescript/bin/cli.js`;
  const generated = execFileSync(process.execPath, [generator, `${root}/../../openapi.json`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const committed = readFileSync(`${root}/src/types.ts`, 'utf8');
  assert.ok(committed.trim() === generated.trim(), 'out of date: npm run generate');
});
