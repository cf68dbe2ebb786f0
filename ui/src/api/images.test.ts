import { afterEach, beforeEach, expect, test } from "vitest";
import { ImageCache } from "./images";

let alive: Set<string>;
const { createObjectURL, revokeObjectURL } = URL;

beforeEach(() => {
  alive = new Set();
  let made = 0;
  URL.createObjectURL = () => {
    const url = `blob:${++made}`;
    alive.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => void alive.delete(url);
});

afterEach(() => Object.assign(URL, { createObjectURL, revokeObjectURL }));

test("two who show the same image share one download, the last frees it", async () => {
  let downloads = 0;
  const images = new ImageCache(async () => {
    downloads++;
    return new Blob();
  });
  const [first, second] = await Promise.all([images.acquire("/a"), images.acquire("/a")]);
  expect(first).toBe(second);
  expect(downloads).toBe(1);
  images.release("/a");
  await Promise.resolve();
  expect(alive).toEqual(new Set([first]));
  images.release("/a");
  await Promise.resolve();
  expect(alive).toEqual(new Set());
});

test("an image given back while it loads is freed when it has come", async () => {
  const images = new ImageCache(async () => new Blob());
  const url = images.acquire("/a");
  images.release("/a");
  await url;
  await Promise.resolve();
  expect(alive).toEqual(new Set());
});

test("a download that failed is tried again by the next", async () => {
  let fails = true;
  const images = new ImageCache(async () => {
    if (fails) throw new Error("no answer");
    return new Blob();
  });
  await expect(images.acquire("/a")).rejects.toThrow("no answer");
  images.release("/a");
  fails = false;
  expect(await images.acquire("/a")).toMatch(/^blob:/);
});
