import type { Language } from "./format";

const KEY = "imageflow.language";

/** What was chosen here before, else the first of our languages that the browser asks for. */
export function initialLanguage(stored: string | null, preferred: readonly string[]): Language {
  if (stored === "en" || stored === "ja") return stored;
  const first = preferred.find((tag) => /^(en|ja)\b/i.test(tag));
  return first !== undefined && /^ja/i.test(first) ? "ja" : "en";
}

export function storedLanguage(): string | null {
  return localStorage.getItem(KEY);
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
