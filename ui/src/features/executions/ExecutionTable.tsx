import { Link } from "wouter";
import type { ExecutionSummary, Pipeline } from "../../api/types";
import { Status } from "../../design/Status";
import { useI18n } from "../../i18n/I18n";
import styles from "./ExecutionTable.module.css";

interface Props {
  executions: ExecutionSummary[];
  pipelines: Pipeline[];
}

/** On narrow screens each row becomes a card. */
export function ExecutionTable({ executions, pipelines }: Props) {
  const { t } = useI18n();
  const nameOf = (id: string) =>
    pipelines.find((pipeline) => pipeline.id === id)?.name ?? t.executions.deletedPipeline;
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.executions.pipeline}</th>
            <th scope="col">{t.executions.status}</th>
            <th scope="col" className={styles.number}>
              {t.executions.photos}
            </th>
            <th scope="col" className={styles.number}>
              {t.executions.time}
            </th>
            <th scope="col" className={styles.number}>
              {t.executions.created}
            </th>
          </tr>
        </thead>
        <tbody>
          {executions.map((execution) => (
            <Row
              key={execution.execution_id}
              execution={execution}
              name={nameOf(execution.pipeline_id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ execution, name }: { execution: ExecutionSummary; name: string }) {
  const { t, format } = useI18n();
  const { execution_id, status, processing_time_ms, item_count, created_at } = execution;
  return (
    <tr>
      <th scope="row">
        <Link to={`/executions/${execution_id}`} className={styles.link}>
          {name}
        </Link>
        {execution.error && <span className={styles.error}>{execution.error.message}</span>}
      </th>
      <td className={styles.status}>
        <Status tone={status}>{t.status[status]}</Status>
        {execution.execution_mode === "kafka_fallback" && (
          <Status tone="info">{t.executions.fallback}</Status>
        )}
      </td>
      <td className={`${styles.number} ${styles.photos}`}>
        {item_count === undefined ? "" : <span>{t.run.photoCount(item_count)}</span>}
      </td>
      <td className={styles.number}>
        {processing_time_ms === undefined ? "" : format.duration(processing_time_ms)}
      </td>
      <td className={`${styles.number} ${styles.created}`}>{format.dateTime(created_at)}</td>
    </tr>
  );
}
