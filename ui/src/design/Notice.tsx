import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import styles from "./Notice.module.css";

type Tone = "bad" | "info" | "still";

const ICONS: Record<Tone, IconName> = { bad: "warning", info: "info", still: "info" };

interface Props {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  /** Said at once by screen readers: for what a person just did. */
  alert?: boolean;
}

/** Something to know, within the flow of the page. */
export function Notice({ tone, title, children, alert = false }: Props) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={alert ? "alert" : undefined}>
      <Icon name={ICONS[tone]} />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
