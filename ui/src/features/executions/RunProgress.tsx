import { hasEnded } from "../../api/progress";
import type { Execution } from "../../api/types";
import { ProgressBar } from "../../design/ProgressBar";
import { useI18n } from "../../i18n/I18n";
import styles from "./RunProgress.module.css";

/** How far a running execution is; says it to screen readers in quarters, not at every percent. */
export function RunProgress({ execution }: { execution: Execution }) {
  const { t, format } = useI18n();
  const { status, progress } = execution;
  const ended = hasEnded(status);
  const step = status === "pending" ? t.execution.waitingInQueue : progress.current_step;
  const quarter = Math.floor(progress.percentage / 25) / 4;
  return (
    <>
      <p role="status" className="visually-hidden">
        {ended ? t.status[status] : t.execution.announce(step, format.percent(quarter))}
      </p>
      {!ended && (
        <div className={styles.progress}>
          <span className={styles.step}>{step}</span>
          <span className="numbers">{format.percent(progress.percentage / 100)}</span>
          <div className={styles.bar}>
            <ProgressBar
              label={t.execution.progress}
              value={status === "pending" ? undefined : progress.percentage}
            />
          </div>
        </div>
      )}
    </>
  );
}
