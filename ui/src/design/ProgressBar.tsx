import { ProgressBar as AriaProgressBar } from "react-aria-components/ProgressBar";
import styles from "./ProgressBar.module.css";

interface Props {
  label: string;
  /** 0..100; undefined while nobody knows. */
  value?: number;
}

export function ProgressBar({ label, value }: Props) {
  return (
    <AriaProgressBar
      aria-label={label}
      value={value ?? 0}
      isIndeterminate={value === undefined}
      className={styles.bar}
    >
      {({ percentage }) => (
        <div className={styles.track}>
          <div
            className={value === undefined ? styles.unknown : styles.fill}
            style={{ width: value === undefined ? undefined : `${percentage ?? 0}%` }}
          />
        </div>
      )}
    </AriaProgressBar>
  );
}
