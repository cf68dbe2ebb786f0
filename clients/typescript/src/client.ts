import type { ExecutionMessage } from './messages.js';
import { login, passwordToken, type Login } from './session.js';
import { newKey, pause, Transport, type ClientOptions, type Request } from './transport.js';
import type { components } from './types.js';
import { watch } from './watch.js';

type Schemas = components['schemas'];
export type Execution = Schemas['Execution'];
export type ExecutionSummary = Schemas['ExecutionSummary'];
export type ExecutionAccepted = Schemas['ExecutionAccepted'];
export type Pipeline = Schemas['Pipeline'];
export type PipelineRequest = Schemas['PipelineRequest'];
export type Component = Schemas['Component'];
export type File = Schemas['File'];
export type Model = Schemas['Model'];
export type User = Schemas['User'];
export type Me = Schemas['Me'];

/** Asks the server to answer at the end, if that comes within so many seconds. */
const HOLD = 'wait=30';

/** What was read, with the entity tag by which a change can be made conditional. */
export type Tagged<T> = { value: T; etag: string };

/** An image to send. A Blob of Node 20's `fs.openAsBlob` is read as it is sent. */
export type Image = { name: string; content: Blob | Uint8Array<ArrayBuffer> };

export interface Submission {
  /** Id or slug. */
  pipeline: string;
  images?: Image[];
  /** Files that were uploaded before. */
  fileIds?: string[];
  parameters?: Record<string, unknown>;
  priority?: 'low' | 'normal' | 'high';
  /** Sent again with the same key, it is the same execution. Default: a new one. */
  idempotencyKey?: string;
}

/** The API, typed. Errors are `ImageflowError`. */
export class ImageflowClient {
  private readonly transport: Transport;

  constructor(options: ClientOptions) {
    this.transport = new Transport(options);
  }

  /** A client that logs in by itself, and again before its login ends. */
  static withPassword(
    url: string,
    username: string,
    password: string,
    options: Partial<ClientOptions> = {},
  ): ImageflowClient {
    const token = passwordToken({ ...options, url }, username, password);
    return new ImageflowClient({ ...options, url, token });
  }

  /** Logs in and gives the tokens; the access token goes into a client's options. */
  static async login(
    url: string,
    username: string,
    password: string,
    options: Partial<ClientOptions> = {},
  ): Promise<Login> {
    return await login({ ...options, url }, username, password);
  }

  /** Accepts; the answer is there before the work is done. */
  async submit(submission: Submission): Promise<ExecutionAccepted> {
    return await this.transport.json(submitting(submission, {}));
  }

  /** Submits and waits; the answer is the ended execution, whichever way it ended. */
  async run(submission: Submission, signal?: AbortSignal): Promise<Execution> {
    const request = submitting(submission, { Prefer: HOLD }, signal);
    const told = await this.transport.json<Execution | ExecutionAccepted>(request);
    return 'items' in told && hasEnded(told) ? told : await this.wait(told.execution_id, signal);
  }

  /**
   * Runs a pipeline on one image; the answer is the picture that it makes. An image that fails is an
   * `ImageflowError`; so is, with code NOT_ACCEPTABLE, a pipeline that makes no such picture.
   *
   * @param type `image/jpeg`, `image/png` or `image/webp` to have it made so; `image/*` for what comes
   */
  async picture(submission: Submission, type = 'image/*', signal?: AbortSignal): Promise<Blob> {
    const keyed = { ...submission, idempotencyKey: submission.idempotencyKey ?? newKey() };
    for (;;) {
      const request = submitting(keyed, { Accept: type, Prefer: HOLD }, signal);
      const response = await this.transport.send(request);
      if (response.status === 200) return await response.blob();
      // it takes longer; once it has ended, the same request is answered with the picture
      await this.wait(((await response.json()) as ExecutionAccepted).execution_id, signal);
    }
  }

  /** The execution once it has ended. */
  async wait(executionId: string, signal?: AbortSignal): Promise<Execution> {
    const path = `/v1/executions/${segment(executionId)}`;
    for (let seconds = 0.02; ; seconds = Math.min(1, seconds * 1.5)) {
      const headers = { Prefer: HOLD };
      const request: Request = { method: 'GET', path, headers, signal };
      const execution = await this.transport.json<Execution>(request);
      if (hasEnded(execution)) return execution;
      await pause(seconds, signal);
    }
  }

  /** All that is said of an execution over WebSocket, from how it stands now to its end. */
  watch(executionId: string, signal?: AbortSignal): AsyncGenerator<ExecutionMessage, void> {
    return watch(this.transport, executionId, signal);
  }

  execution(executionId: string, signal?: AbortSignal): Promise<Execution> {
    return this.get(`/v1/executions/${segment(executionId)}`, signal);
  }

  /** Newest first, over all pages. */
  executions(
    filter: {
      pipeline_id?: string;
      status?: Execution['status'];
      created_by?: string;
      from?: string;
      to?: string;
      limit?: number;
    } = {},
  ): AsyncGenerator<ExecutionSummary, void> {
    return this.pages('/v1/executions', filter);
  }

  cancel(executionId: string): Promise<Execution> {
    const path = `/v1/executions/${segment(executionId)}/cancel`;
    return this.transport.json({ method: 'POST', path });
  }

  deleteExecution(executionId: string): Promise<void> {
    return this.delete(`/v1/executions/${segment(executionId)}`);
  }

  /** All results as a zip. */
  async archive(executionId: string): Promise<Blob> {
    return await this.blob(`/v1/executions/${segment(executionId)}/archive`);
  }

  async upload(image: Image, idempotencyKey = newKey()): Promise<File> {
    const form = new FormData();
    append(form, 'file', image);
    const headers = { 'Idempotency-Key': idempotencyKey };
    return await this.transport.json({ method: 'POST', path: '/v1/files', form, headers });
  }

  async download(fileId: string): Promise<Blob> {
    return await this.blob(`/v1/files/${segment(fileId)}/download`);
  }

  /** A link that opens without a token for five minutes, for `<img>` and new tabs. */
  link(fileId: string): Promise<Schemas['FileLink']> {
    const path = `/v1/files/${segment(fileId)}/link`;
    return this.transport.json({ method: 'POST', path });
  }

  file(fileId: string): Promise<File> {
    return this.get(`/v1/files/${segment(fileId)}/metadata`);
  }

  files(
    filter: { kind?: File['kind']; created_by?: string; limit?: number } = {},
  ): AsyncGenerator<File, void> {
    return this.pages('/v1/files', filter);
  }

  deleteFile(fileId: string): Promise<void> {
    return this.delete(`/v1/files/${segment(fileId)}`);
  }

  pipeline(pipeline: string): Promise<Tagged<Pipeline>> {
    return this.tagged({ method: 'GET', path: `/v1/pipelines/${segment(pipeline)}` });
  }

  pipelines(
    filter: { q?: string; created_by?: string; limit?: number } = {},
  ): AsyncGenerator<Pipeline, void> {
    return this.pages('/v1/pipelines', filter);
  }

  createPipeline(pipeline: PipelineRequest): Promise<Tagged<Pipeline>> {
    return this.tagged({ method: 'POST', path: '/v1/pipelines', json: pipeline });
  }

  /** Stores a new version; with the tag, code VERSION_MISMATCH tells that another was faster. */
  updatePipeline(
    pipeline: string,
    changed: PipelineRequest,
    etag?: string,
  ): Promise<Tagged<Pipeline>> {
    const path = `/v1/pipelines/${segment(pipeline)}`;
    const headers = etag === undefined ? {} : { 'If-Match': etag };
    return this.tagged({ method: 'PUT', path, json: changed, headers });
  }

  /** As one JSON value, which {@link importPipeline} takes on any server. */
  exportPipeline(pipeline: string): Promise<Pipeline> {
    return this.get(`/v1/pipelines/${segment(pipeline)}/export`);
  }

  importPipeline(exported: PipelineRequest): Promise<Tagged<Pipeline>> {
    return this.tagged({ method: 'POST', path: '/v1/pipelines/import', json: exported });
  }

  deletePipeline(pipeline: string): Promise<void> {
    return this.delete(`/v1/pipelines/${segment(pipeline)}`);
  }

  async components(): Promise<Component[]> {
    return (await this.get<{ items: Component[] }>('/v1/components')).items;
  }

  component(componentType: string): Promise<Component> {
    return this.get(`/v1/components/${segment(componentType)}`);
  }

  async models(): Promise<Model[]> {
    return (await this.get<{ items: Model[] }>('/v1/models')).items;
  }

  /** Installs an ONNX file; the name is the file's without its ending, unless given. */
  async addModel(model: Image, name?: string): Promise<Model> {
    const form = new FormData();
    append(form, 'file', model);
    if (name) form.append('name', name);
    return await this.transport.json({ method: 'POST', path: '/v1/models', form });
  }

  deleteModel(name: string): Promise<void> {
    return this.delete(`/v1/models/${segment(name)}`);
  }

  users(): AsyncGenerator<User, void> {
    return this.pages('/v1/users', {});
  }

  createUser(user: Schemas['CreateUserRequest']): Promise<User> {
    return this.transport.json({ method: 'POST', path: '/v1/users', json: user });
  }

  updateUser(userId: string, changes: Schemas['ChangeUserRequest']): Promise<User> {
    const path = `/v1/users/${segment(userId)}`;
    return this.transport.json({ method: 'PATCH', path, json: changes });
  }

  deleteUser(userId: string): Promise<void> {
    return this.delete(`/v1/users/${segment(userId)}`);
  }

  me(): Promise<Me> {
    return this.get('/v1/auth/me');
  }

  /** Ends the login of this client's token. */
  async logout(): Promise<void> {
    await this.transport.send({ method: 'POST', path: '/v1/auth/logout' });
  }

  private get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.transport.json({ method: 'GET', path, signal });
  }

  private async delete(path: string): Promise<void> {
    await this.transport.send({ method: 'DELETE', path });
  }

  private async blob(path: string): Promise<Blob> {
    return await (await this.transport.send({ method: 'GET', path })).blob();
  }

  private async tagged<T>(request: Request): Promise<Tagged<T>> {
    const response = await this.transport.send(request);
    return { value: (await response.json()) as T, etag: response.headers.get('ETag') ?? '' };
  }

  private async *pages<T>(
    path: string,
    filter: Record<string, string | number | undefined>,
  ): AsyncGenerator<T, void> {
    let cursor: string | null | undefined;
    do {
      const query = { ...filter, cursor: cursor ?? undefined };
      const page = await this.transport.json<{ items: T[]; next_cursor: string | null }>({
        method: 'GET',
        path,
        query,
      });
      yield* page.items;
      cursor = page.next_cursor;
    } while (cursor);
  }
}

function submitting(
  submission: Submission,
  more: Record<string, string>,
  signal?: AbortSignal,
): Request {
  const form = new FormData();
  form.append('pipeline_id', submission.pipeline);
  form.append('priority', submission.priority ?? 'normal');
  if (submission.parameters) form.append('parameters', JSON.stringify(submission.parameters));
  submission.fileIds?.forEach((id) => form.append('input_file_ids', id));
  submission.images?.forEach((image) => append(form, 'input_files', image));
  const headers = { ...more, 'Idempotency-Key': submission.idempotencyKey ?? newKey() };
  return { method: 'POST', path: '/v1/executions', form, headers, signal };
}

function hasEnded(execution: Execution): boolean {
  return execution.status !== 'pending' && execution.status !== 'running';
}

function append(form: FormData, name: string, image: Image): void {
  const content = image.content instanceof Blob ? image.content : new Blob([image.content]);
  form.append(name, content, image.name);
}

function segment(text: string): string {
  return encodeURIComponent(text);
}
