import { Link } from "wouter";
import type { Execution, Pipeline } from "../../api/types";
import { Icon } from "../../design/Icon";
import { PageTitle } from "../../design/PageTitle";
import { Status } from "../../design/Status";
import { useI18n } from "../../i18n/I18n";
import { ExecutionActions } from "./ExecutionActions";
import styles from "./ExecutionHeader.module.css";

interface Props {
  execution: Execution;
  pipeline: Pipeline | undefined;
}

export function ExecutionHeader({ execution, pipeline }: Props) {
  const { t, format } = useI18n();
  return (
    <PageTitle
      title={pipeline?.name ?? t.executions.deletedPipeline}
      before={<BackLink />}
      actions={<ExecutionActions execution={execution} />}
    >
      <div className={styles.meta}>
        <Status tone={execution.status}>{t.status[execution.status]}</Status>
        {execution.execution_mode === "kafka_fallback" && (
          <Status tone="info">{t.execution.fallback}</Status>
        )}
        <span>{format.dateTime(execution.created_at)}</span>
        <span>{t.run.photoCount(execution.items.length)}</span>
        <span>{t.execution.version(execution.pipeline_version)}</span>
        {execution.priority !== "normal" && (
          <span>
            {t.priority.label}: {t.priority[execution.priority]}
          </span>
        )}
        <code className={styles.id}>{execution.execution_id}</code>
      </div>
    </PageTitle>
  );
}

export function BackLink() {
  const { t } = useI18n();
  return (
    <Link to="/executions" className={styles.back}>
      <Icon name="back" />
      {t.execution.back}
    </Link>
  );
}
