import styles from "./Icon.module.css";

/** Drawn on a grid of 20, strokes of 1.6, no fills. */
const PATHS = {
  arrowRight: "M4 10h12M11 5l5 5-5 5",
  back: "M16 10H4M9 5l-5 5 5 5",
  check: "M4 10.5l4 4 8-9",
  chevron: "M5 7.5l5 5 5-5",
  close: "M5 5l10 10M15 5L5 15",
  clock: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 6.5V10l2.5 1.8",
  compare: "M3.5 4h13v12h-13zM10 2v16",
  cross: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M7.6 7.6l4.8 4.8M12.4 7.6l-4.8 4.8",
  download: "M10 3v10M5.5 9L10 13.5 14.5 9M4 17h12",
  eye: "M2 10c2-3.6 4.7-5.3 8-5.3s6 1.7 8 5.3c-2 3.6-4.7 5.3-8 5.3S4 13.6 2 10zM10 7.600a2.4 2.4 0 1 0 0 4.800a2.4 2.4 0 1 0 0-4.8",
  eyeOff:
    "M4 4l12 12M8 5c.6-.2 1.3-.3 2-.3 3.3 0 6 1.7 8 5.3-.7 1.2-1.4 2.2-2.2 3M12.5 14.900c-.8.3-1.6.4-2.5.4-3.3 0-6-1.7-8-5.3.9-1.6 1.9-2.8 3.1-3.7",
  flow: "M3 5.500h4v4H3zM13 10.500h4v4h-4zM7 7.500h2c2 0 0 5 2 5h2",
  globe:
    "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M3 10h14M10 3c2.2 2 3.2 4.3 3.2 7s-1 5-3.2 7c-2.2-2-3.2-4.3-3.2-7S7.8 5 10 3",
  image: "M3 4h14v12H3zM3 13.500l4-4 3.5 3.5 2.5-2.5 4 4M13 6.800a1 1 0 1 0 0 2a1 1 0 1 0 0-2",
  info: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M10 9.200v4.300M10 6.500v.2",
  moon: "M16.5 12.200A7 7 0 0 1 7.8 3.500a7 7 0 1 0 8.7 8.700z",
  plus: "M10 4v12M4 10h12",
  refresh: "M16 10a6 6 0 1 1-1.8-4.300M16 3v3.500h-3.5",
  route: "M4 15h4c4 0 0-10 4-10h4M13 2l3 3-3 3",
  stop: "M5.5 5.500h9v9h-9z",
  sun: "M10 6.800a3.2 3.2 0 1 0 0 6.400a3.2 3.2 0 1 0 0-6.400M10 2v1.600M10 16.400V18M2 10h1.600M16.4 10H18M4.3 4.300l1.2 1.200M14.5 14.500l1.2 1.200M4.3 15.700l1.2-1.200M14.5 5.500l1.2-1.2",
  undo: "M7 4L3.5 7.5 7 11M3.5 7.500h8a4.5 4.5 0 0 1 0 9H8",
  warning: "M10 3.500l7.5 13h-15zM10 8.500v3.500M10 14.200v.2",
} as const;

export type IconName = keyof typeof PATHS;

/** Never alone: a word stands beside it or names its button. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
