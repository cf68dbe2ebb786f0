/**
 * Walks through every page in a real browser: logs in, runs a sample pipeline on a photo, sees its
 * detections; axe and the Content-Security-Policy find nothing to complain of; both languages,
 * both themes, wide and narrow, with a picture of each.
 *
 * IMAGEFLOW_URL              the server; without it the built pages in front of the fake one
 * IMAGEFLOW_ADMIN_PASSWORD   password of admin there
 * E2E_PHOTO                  a JPEG or PNG with faces
 * E2E_PICTURES               folder for the pictures (target/pages)
 */
import { existsSync, mkdirSync } from "node:fs";
import { startFakeServer } from "./fake-server";
import { Walk, type Look } from "./walk";

const LOOKS: Look[] = [
  { language: "en", theme: "light", width: 1280, height: 800 },
  { language: "ja", theme: "dark", width: 1280, height: 800 },
  { language: "ja", theme: "light", width: 390, height: 844 },
  { language: "en", theme: "dark", width: 390, height: 844 },
];
const SHARED_PHOTO = "../../shared/data/images/group_of_ten.jpg";

export async function main(): Promise<void> {
  const fake = process.env.IMAGEFLOW_URL ? null : await startFakeServer(0);
  const photo = process.env.E2E_PHOTO ?? SHARED_PHOTO;
  const pictures = process.env.E2E_PICTURES ?? "target/pages";
  mkdirSync(pictures, { recursive: true });
  if (!existsSync(photo)) {
    console.error(`no photo at ${photo}: name one with faces in E2E_PHOTO`);
    process.exit(2);
  }
  const problems: string[] = [];
  for (const look of LOOKS) {
    const walk = await Walk.begin({
      url: fake?.url ?? process.env.IMAGEFLOW_URL!,
      password: process.env.IMAGEFLOW_ADMIN_PASSWORD ?? "any",
      photo,
      pictures,
      look,
    });
    problems.push(...(await walk.all()));
  }
  fake?.close();
  problems.forEach((problem) => console.error(problem));
  console.log(problems.length === 0 ? "pages: all well" : `pages: ${problems.length} problems`);
  process.exit(problems.length === 0 ? 0 : 1);
}
