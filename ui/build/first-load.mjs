// Says what a first visit to the login and list pages loads, gzipped, and fails over 200 kB.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT = 200_000;
const out = process.env.UI_OUT ?? "dist";
const manifestFile = join(out, "manifest.json");
const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
rmSync(manifestFile);

const files = new Set(["index.html"]);
const visit = (name) => {
  const { file, css = [], assets = [], imports = [] } = manifest[name];
  [file, ...css, ...assets].forEach((part) => files.add(part));
  imports.forEach(visit);
};
visit("index.html");

// fonts are compressed already, and gzip does not make them smaller
const sizes = [...files].map((file) => [gzipSync(readFileSync(join(out, file))).length, file]);
const total = sizes.reduce((sum, [size]) => sum + size, 0);
console.log(`ui: first load ${Math.round(total / 1000)} kB gzip (limit ${LIMIT / 1000} kB)`);
if (total > LIMIT) {
  sizes.forEach(([size, file]) => console.error(`${String(size).padStart(8)}  ${file}`));
  process.exit(1);
}
