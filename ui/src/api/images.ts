/** Object URLs of images that need a token to be read; shared while somebody shows them, then freed. */
export class ImageCache {
  readonly #load: (path: string) => Promise<Blob>;
  readonly #entries = new Map<string, { users: number; url: Promise<string> }>();

  constructor(load: (path: string) => Promise<Blob>) {
    this.#load = load;
  }

  /** Every `acquire` wants one `release`, also when the promise fails. */
  acquire(path: string): Promise<string> {
    const known = this.#entries.get(path);
    if (known !== undefined) {
      known.users++;
      return known.url;
    }
    const url = this.#load(path).then((blob) => URL.createObjectURL(blob));
    this.#entries.set(path, { users: 1, url });
    return url;
  }

  release(path: string): void {
    const entry = this.#entries.get(path);
    if (entry === undefined || --entry.users > 0) return;
    this.#entries.delete(path);
    entry.url.then(
      (url) => URL.revokeObjectURL(url),
      () => undefined,
    );
  }
}
