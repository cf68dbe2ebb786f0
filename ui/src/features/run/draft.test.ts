import { beforeEach, expect, test } from "vitest";
import type { StoredFile } from "../../api/types";
import { useDraft } from "./draft";
import { droppedFiles } from "./dropped";

const draft = () => useDraft.getState();
const file = (name: string, type = "image/jpeg") => new File(["x"], name, { type });
const stored: StoredFile = {
  file_id: "f-1",
  filename: "sample.jpg",
  content_type: "image/jpeg",
  file_size: 9,
  download_url: "",
  created_at: "",
};

beforeEach(() => draft().forget());

test("what is plainly no image is refused by name", () => {
  draft().addFiles([file("a.jpg"), file("b.pdf", "application/pdf"), file("c.unknown", "")]);
  expect(draft().photos.map(({ name }) => name)).toEqual(["a.jpg", "c.unknown"]);
  expect(draft().refused).toEqual(["b.pdf"]);
});

test("an image of the server is taken once", () => {
  draft().addStored(stored);
  draft().addStored(stored);
  expect(draft().photos).toHaveLength(1);
});

test("another content has another key, the same content keeps it", () => {
  draft().addFiles([file("a.jpg")]);
  const key = draft().key;
  expect(draft().key).toBe(key);
  draft().setPriority("high");
  const second = draft().key;
  expect(second).not.toBe(key);
  draft().renewKey();
  expect(draft().key).not.toBe(second);
});

test("another pipeline starts without changes", () => {
  draft().choosePipeline("a");
  draft().change("blur", "radius", 9, 5);
  draft().choosePipeline("b");
  expect(draft().changes).toEqual({});
});

test("removed photos give their memory back", () => {
  const revoked: string[] = [];
  const real = URL.revokeObjectURL;
  URL.revokeObjectURL = (url) => void revoked.push(url);
  draft().addFiles([file("a.jpg"), file("b.jpg")]);
  draft().remove(draft().photos[0]!.id);
  expect(revoked).toHaveLength(1);
  draft().clearPhotos();
  expect(revoked).toHaveLength(2);
  URL.revokeObjectURL = real;
});

test("folders that are dropped give the images in them, to any depth", async () => {
  const item = (content: File) => ({ kind: "file" as const, getFile: async () => content });
  const folder = (...entries: unknown[]) => ({
    kind: "directory" as const,
    getEntries: async function* () {
      yield* entries as never[];
    },
  });
  const dropped = [
    item(file("top.jpg")),
    { kind: "text" as const },
    folder(item(file("in.png", "image/png")), folder(item(file("notes.txt", "text/plain")))),
  ];
  expect((await droppedFiles(dropped)).map(({ name }) => name)).toEqual(["top.jpg", "in.png"]);
});
