export * from './client.js';
export { ImageflowError, type ErrorCode, type Problem } from './errors.js';
export * from './messages.js';
export type { Login } from './session.js';
export type { ClientOptions, WebSocketConstructor, WebSocketLike } from './transport.js';
export type { components, operations, paths } from './types.js';
