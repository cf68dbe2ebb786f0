import { create } from "zustand";
import { newKey } from "../../api/submission";
import type { Priority, StoredFile } from "../../api/types";
import { withValue, type Changes } from "../../parameters/changes";

/** A photo to run on: of this machine, or lying on the server. */
export type Photo =
  | { id: string; name: string; size: number; file: File; url: string }
  | { id: string; name: string; size: number; stored: StoredFile };

/** What is being put together on the run page; kept while other pages are looked at. */
interface Draft {
  photos: Photo[];
  /** Names of files that were offered and are no images. */
  refused: string[];
  /** Id or slug; null until one is chosen. */
  pipeline: string | null;
  changes: Changes;
  priority: Priority;
  /** The Idempotency-Key of this very content. */
  key: string;
  addFiles: (files: File[]) => void;
  addStored: (file: StoredFile) => void;
  remove: (id: string) => void;
  clearPhotos: () => void;
  choosePipeline: (pipeline: string) => void;
  change: (componentId: string, name: string, value: unknown, base: unknown) => void;
  resetChanges: () => void;
  setPriority: (priority: Priority) => void;
  /** After the server has accepted it: the next run is another one, of the same content. */
  renewKey: () => void;
  /** Another user is not to find this. */
  forget: () => void;
}

const EMPTY = {
  photos: [] as Photo[],
  refused: [] as string[],
  pipeline: null,
  changes: {} as Changes,
  priority: "normal" as Priority,
};

export const useDraft = create<Draft>()((set, get) => {
  const change = (part: Partial<Draft>) => set({ ...part, key: newKey() });
  return {
    ...EMPTY,
    key: newKey(),
    addFiles: (files) =>
      change({
        photos: [...get().photos, ...files.filter(mayBeImage).map(toPhoto)],
        refused: files.filter((file) => !mayBeImage(file)).map((file) => file.name),
      }),
    addStored: (stored) => {
      const photo = { id: stored.file_id, name: stored.filename, size: stored.file_size, stored };
      const known = get().photos.some(({ id }) => id === photo.id);
      if (!known) change({ photos: [...get().photos, photo], refused: [] });
    },
    remove: (id) => {
      const [gone, kept] = split(get().photos, id);
      gone.forEach(free);
      change({ photos: kept });
    },
    clearPhotos: () => {
      get().photos.forEach(free);
      change({ photos: [], refused: [] });
    },
    choosePipeline: (pipeline) => change({ pipeline, changes: {} }),
    change: (componentId, name, value, base) =>
      change({ changes: withValue(get().changes, componentId, name, value, base) }),
    resetChanges: () => change({ changes: {} }),
    setPriority: (priority) => change({ priority }),
    renewKey: () => set({ key: newKey() }),
    forget: () => {
      get().photos.forEach(free);
      change(EMPTY);
    },
  };
});

function toPhoto(file: File): Photo {
  return {
    id: newKey(),
    name: file.name,
    size: file.size,
    file,
    url: URL.createObjectURL(file),
  };
}

function free(photo: Photo): void {
  if ("url" in photo) URL.revokeObjectURL(photo.url);
}

function split(photos: Photo[], id: string): [gone: Photo[], kept: Photo[]] {
  return [photos.filter((photo) => photo.id === id), photos.filter((photo) => photo.id !== id)];
}

/** The server judges by content; here only what is plainly something else is refused. */
function mayBeImage(file: File): boolean {
  return file.type === "" || file.type.startsWith("image/");
}
