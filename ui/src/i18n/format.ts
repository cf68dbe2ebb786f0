export type Language = "en" | "ja";

/** Numbers, times and sizes as a reader of that language expects them. */
export interface Format {
  number: (value: number, digits?: number) => string;
  /** @param fraction 0..1 */
  percent: (fraction: number) => string;
  duration: (ms: number) => string;
  bytes: (bytes: number) => string;
  dateTime: (iso: string) => string;
}

const UNITS = ["B", "kB", "MB", "GB", "TB"];
const DURATION_WORDS = { en: { s: "s", min: "min" }, ja: { s: "秒", min: "分" } };

export function formatFor(language: Language): Format {
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const dateTime = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: language === "ja" ? "numeric" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return {
    number,
    percent: (fraction) => percent.format(fraction),
    duration: (ms) => duration(ms, language, number),
    bytes: (bytes) => size(bytes, number),
    dateTime: (iso) => dateTime.format(new Date(iso)),
  };
}

/** Three figures are enough to compare; a step that took less than a millisecond still says how much. */
function duration(ms: number, language: Language, number: Format["number"]): string {
  const words = DURATION_WORDS[language];
  if (ms < 999.5) return `${number(ms, ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;
  if (ms < 59_950) return `${number(ms / 1000, ms < 9_995 ? 2 : 1)} ${words.s}`;
  const seconds = Math.round(ms / 1000);
  return `${number(Math.floor(seconds / 60))} ${words.min} ${seconds % 60} ${words.s}`;
}

function size(bytes: number, number: Format["number"]): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number(value, unit > 0 && value < 10 ? 1 : 0)} ${UNITS[unit]}`;
}
