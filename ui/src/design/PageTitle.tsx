import { useEffect, type ReactNode } from "react";
import styles from "./PageTitle.module.css";

interface Props {
  title: string;
  /** Above the title: the way back. */
  before?: ReactNode;
  /** Below the title. */
  children?: ReactNode;
  /** At the end of the line: what can be done. */
  actions?: ReactNode;
}

/** The page's one h1; also names the tab. */
export function PageTitle({ title, before, children, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · ImageFlowCanvas`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        {before}
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
