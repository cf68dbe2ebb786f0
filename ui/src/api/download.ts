import type { Http } from "./http";

/** Saves a file that only the logged-in user may read, under its name. */
export async function download(http: Http, path: string, filename: string): Promise<void> {
  const url = URL.createObjectURL(await http.blob(path));
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  // the browser has taken hold of the blob once the click is handled
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
