import { useEffect, useState } from "react";
import { filePath, useImage } from "../../api/useImage";

export interface SizedImage {
  url: string;
  /** Pixels, after EXIF orientation. */
  width: number;
  height: number;
}

export type SizedState =
  { status: "none" | "loading" | "failed" } | { status: "ready"; image: SizedImage };

/** A stored image and its size; `none` without an id, `failed` where the browser cannot show it. */
export function useSizedImage(fileId: string | undefined): SizedState {
  const loaded = useImage(fileId === undefined ? undefined : filePath(fileId));
  const url = loaded.status === "ready" ? loaded.url : undefined;
  const [sized, setSized] = useState<{ url: string; state: SizedState }>();
  useEffect(() => {
    if (url === undefined) return;
    let current = true;
    const show = (state: SizedState) => current && setSized({ url, state });
    const probe = new Image();
    probe.onload = () =>
      show({
        status: "ready",
        image: { url, width: probe.naturalWidth, height: probe.naturalHeight },
      });
    probe.onerror = () => show({ status: "failed" });
    probe.src = url;
    return () => {
      current = false;
    };
  }, [url]);
  if (fileId === undefined) return { status: "none" };
  if (loaded.status === "failed") return { status: "failed" };
  return sized !== undefined && sized.url === url ? sized.state : { status: "loading" };
}
