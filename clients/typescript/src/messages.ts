/**
 * What is said over WebSocket, made from `openapi.json` as everything else.
 *
 * The first five are those of the API document (5.4.3) to the letter; the `…Update` types extend
 * them by what the server adds.
 */
import type { components } from './types.js';

type Schemas = components['schemas'];

export type ProgressMessage = Schemas['ProgressMessage'];
export type CompletedMessage = Schemas['CompletedMessage'];
export type ErrorMessage = Schemas['ErrorMessage'];
export type VideoFrameMessage = Schemas['VideoFrameMessage'];
export type Detection = Schemas['FrameDetection'];

export type ProgressUpdate = Schemas['ProgressUpdate'];
export type StepDetails = Schemas['StepDetails'];
export type CompletedUpdate = Schemas['CompletedUpdate'];
/** The execution has failed; what its good images gave is there. */
export type FailedUpdate = Schemas['FailedUpdate'];
export type CancelledMessage = Schemas['CancelledMessage'];
/** What the client said cannot be done: no `sequence`, and no execution where it was about none. */
export type RefusedMessage = Schemas['RefusedMessage'];
/** News of any execution, for who watches `executions`. */
export type ExecutionUpdateMessage = Schemas['ExecutionUpdateMessage'];
export type PongMessage = Schemas['PongMessage'];
export type OutputFile = Schemas['OutputFile'];

/** What a client says on the hub (`/v1/ws`). */
export type ClientMessage = Schemas['SocketRequest'];

/** What the server says on the hub. */
export type ServerMessage = Schemas['SocketAnswer'];

/** What the server says of one execution; `sequence` rises. */
export type ExecutionMessage = ProgressUpdate | CompletedUpdate | FailedUpdate | CancelledMessage;

/** Whether nothing more will be said of this execution. */
export function isTerminal(message: ExecutionMessage): boolean {
  return message.type !== 'progress';
}
