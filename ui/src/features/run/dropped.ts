/** What React Aria tells of a drop. */
type Item =
  | { kind: "file"; getFile: () => Promise<File> }
  | { kind: "directory"; getEntries: () => AsyncIterable<Item> }
  | { kind: "text" };

/** All files of a drop, those in folders too. */
export async function droppedFiles(items: Iterable<Item>): Promise<File[]> {
  const files: File[] = [];
  for (const item of items) {
    if (item.kind === "file") files.push(await item.getFile());
    if (item.kind === "directory") files.push(...(await filesIn(item)));
  }
  return files;
}

async function filesIn(folder: Extract<Item, { kind: "directory" }>): Promise<File[]> {
  const entries: Item[] = [];
  for await (const entry of folder.getEntries()) entries.push(entry);
  const files = await droppedFiles(entries);
  // a folder of photos has other things in it as well, which nobody chose
  return files.filter((file) => file.type.startsWith("image/"));
}
