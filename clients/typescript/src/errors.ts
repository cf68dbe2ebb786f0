import type { components } from './types.js';

export type Problem = components['schemas']['Problem'];
export type ErrorCode = Problem['code'];

/** The server's problem (RFC 9457), or that it could not be reached (`status` 0). */
export class ImageflowError extends Error {
  override readonly name = 'ImageflowError';

  constructor(
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    /** The stable code word; `CONNECTION_LOST` and `HTTP_<status>` where the server gave none. */
    readonly code: ErrorCode | 'CONNECTION_LOST' | `HTTP_${number}`,
    readonly detail: string,
    /** The wrong places, as JSON pointers. */
    readonly errors: { pointer: string; detail: string }[] = [],
    /** Seconds. */
    readonly retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }

  static async of(response: Response): Promise<ImageflowError> {
    const told = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
    const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    return new ImageflowError(
      response.status,
      told?.code ?? `HTTP_${response.status}`,
      told?.detail ?? 'no reason given',
      (told?.errors ?? []) as { pointer: string; detail: string }[],
      Number.isNaN(retryAfter) ? undefined : retryAfter,
    );
  }
}
