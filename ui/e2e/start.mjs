// Runs one of the TypeScript files beside this one: node e2e/start.mjs [pages|serve]
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const name = process.argv[2] ?? "pages";
const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
const { module } = await runnerImport(file, { configFile: false, logLevel: "error" });
await module.main();
