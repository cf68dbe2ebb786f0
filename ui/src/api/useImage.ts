import { useEffect, useState } from "react";
import { useApi } from "./ApiContext";

export type ImageState =
  { status: "loading" } | { status: "ready"; url: string } | { status: "failed" };

/** Path of a stored file's bytes. */
export function filePath(fileId: string): string {
  return `/v1/files/${encodeURIComponent(fileId)}/download`;
}

/** An image that only the logged-in user may read, as a URL for `<img>`; undefined loads nothing. */
export function useImage(path: string | undefined): ImageState {
  const { images } = useApi();
  const [loaded, setLoaded] = useState<{ path: string; state: ImageState }>();
  useEffect(() => {
    if (path === undefined) return;
    let current = true;
    const show = (state: ImageState) => current && setLoaded({ path, state });
    images.acquire(path).then(
      (url) => show({ status: "ready", url }),
      () => show({ status: "failed" }),
    );
    return () => {
      current = false;
      images.release(path);
    };
  }, [path, images]);
  return path !== undefined && loaded?.path === path ? loaded.state : { status: "loading" };
}
