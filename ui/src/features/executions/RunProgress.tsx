import { hasEnded } from "../../api/progress";
import type { Execution } from "../../api/types";
import type { Live } from "../../api/useLiveExecution";
import { ProgressBar } from "../../design/ProgressBar";
import { useI18n } from "../../i18n/I18n";
import { useComponentTitle } from "../../i18n/useComponentTitle";
import styles from "./RunProgress.module.css";

interface Props {
  execution: Execution;
  live: Live;
}

/** Less than this is over before it is read. */
const WORTH_TELLING_MS = 2000;

/** How far a running execution is; says it to screen readers in quarters, not at every percent. */
export function RunProgress({ execution, live: { remainingMs = 0, lost } }: Props) {
  const { t, format } = useI18n();
  const step = useCurrentStep(execution);
  const { status, progress } = execution;
  const ended = hasEnded(status);
  const quarter = Math.floor(progress.percentage / 25) / 4;
  const underWay = lost
    ? t.execution.reconnecting
    : t.execution.announce(step, format.percent(quarter));
  const announcement = ended ? t.status[status] : underWay;
  return (
    <>
      <p role="status" className="visually-hidden">
        {announcement}
      </p>
      {!ended && (
        <div className={styles.progress}>
          <span className={styles.step}>{step}</span>
          {remainingMs > WORTH_TELLING_MS && (
            <span className={styles.left}>
              {t.execution.remaining(format.duration(Math.ceil(remainingMs / 1000) * 1000))}
            </span>
          )}
          <span className="numbers">{format.percent(progress.percentage / 100)}</span>
          {lost && <p className={styles.lost}>{t.execution.reconnecting}</p>}
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

/** In the language of the page: the socket speaks that of the browser. */
function useCurrentStep({ status, steps, progress }: Execution): string {
  const { t } = useI18n();
  const titleOf = useComponentTitle();
  if (status === "pending") return t.execution.waitingInQueue;
  const running = steps.find((step) => step.status === "running");
  return running === undefined ? progress.current_step : titleOf(running.component_name);
}
