import { hasEnded } from "../../api/progress";
import type { Execution, ExecutionStep, Pipeline } from "../../api/types";
import { useI18n } from "../../i18n/I18n";
import { useComponentTitle } from "../../i18n/useComponentTitle";
import styles from "./StepTimes.module.css";

interface Props {
  execution: Execution;
  pipeline: Pipeline | undefined;
}

/** What each step took, as bars on one scale. */
export function StepTimes({ execution, pipeline }: Props) {
  const { t, format } = useI18n();
  const ended = hasEnded(execution.status);
  const longest = Math.max(...execution.steps.map((step) => step.processing_time_ms ?? 0), 0.001);
  // names belong to the version that ran
  const named = pipeline?.version === execution.pipeline_version ? pipeline.components : [];
  return (
    <>
      <ol className={styles.steps}>
        {execution.steps.map((step, i) => (
          <Step
            key={step.step_id}
            step={step}
            name={named[i]?.name}
            longest={longest}
            ended={ended}
          />
        ))}
      </ol>
      {execution.processing_time_ms !== undefined && (
        <p className={styles.total}>
          {t.execution.total}
          <strong className="numbers">{format.duration(execution.processing_time_ms)}</strong>
        </p>
      )}
      {ended && execution.items.length > 1 && (
        <p className={styles.hint}>{t.execution.summed(execution.items.length)}</p>
      )}
    </>
  );
}

function Step({
  step,
  name,
  longest,
  ended,
}: {
  step: ExecutionStep;
  name: string | undefined;
  longest: number;
  ended: boolean;
}) {
  const { t, format } = useI18n();
  const titleOf = useComponentTitle();
  const title = titleOf(step.component_name);
  const time = step.processing_time_ms;
  // a step that no photo reached waits for nothing any more
  const unreached = ended && step.status !== "failed" && step.status !== "skipped";
  const word = unreached ? t.execution.notRun : t.status[step.status];
  return (
    <li className={`${styles.step} ${styles[step.status]}`}>
      <span className={styles.name}>
        {title}
        {name && name !== title && <span className={styles.own}>{name}</span>}
      </span>
      <span className={`${styles.time} numbers`}>
        {step.status === "completed" && time !== undefined ? format.duration(time) : word}
      </span>
      <span className={styles.track} aria-hidden="true">
        <span
          className={styles.fill}
          style={{ width: time === undefined ? undefined : `${(100 * time) / longest}%` }}
        />
      </span>
      {step.error && <span className={styles.error}>{step.error}</span>}
      {step.skipped_reason && <span className={styles.reason}>{step.skipped_reason}</span>}
    </li>
  );
}
