import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./Status.module.css";

export type Tone = "pending" | "running" | "completed" | "failed" | "cancelled" | "info";

const ICONS: Record<Tone, IconName> = {
  pending: "clock",
  running: "refresh",
  completed: "check",
  failed: "cross",
  cancelled: "stop",
  info: "route",
};

/** A state in a word, a shape and a colour. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`${styles.status} ${styles[tone]}`}>
      <Icon name={ICONS[tone]} />
      {children}
    </span>
  );
}
