import type { Auth } from "./auth";
import { ConnectionError, toApiError } from "./problem";

export interface UploadOptions {
  headers?: Record<string, string>;
  /** @param fraction 0..1 of the body that has left this machine */
  onProgress?: (fraction: number) => void;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  body: string;
  retryAfter: string | null;
}

/**
 * Posts a form and tells how far it is: fetch cannot.
 *
 * @param accepts whether an answer that is not 2xx is an acceptance all the same
 * @throws ApiError, ConnectionError, and DOMException AbortError when `signal` fires
 */
export async function upload<T>(
  auth: Auth,
  path: string,
  form: FormData,
  options: UploadOptions = {},
  accepts: (answer: Answer) => boolean = () => false,
): Promise<T> {
  let answer = await send(path, form, options, await auth.freshToken());
  if (answer.status === 401) {
    const token = await auth.refresh();
    if (token !== null) answer = await send(path, form, options, token);
  }
  if ((answer.status >= 200 && answer.status < 300) || accepts(answer)) {
    return JSON.parse(answer.body) as T;
  }
  throw toApiError(answer.status, answer.body, answer.retryAfter);
}

function send(
  path: string,
  form: FormData,
  { headers = {}, onProgress, signal }: UploadOptions,
  token: string | null,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress?.(event.loaded / event.total);
    };
    request.onload = () =>
      resolve({
        status: request.status,
        body: request.responseText,
        retryAfter: request.getResponseHeader("Retry-After"),
      });
    request.onerror = () => reject(new ConnectionError("upload"));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    if (signal?.aborted) request.abort();
    else request.send(form);
  });
}
