import type { Execution } from "../../api/types";
import { Notice } from "../../design/Notice";
import { ProblemNote } from "../../design/ProblemNote";
import { explainFailure } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import styles from "./ExecutionNotices.module.css";

/** What a person should know of this execution before looking at its photos. */
export function ExecutionNotices({ execution }: { execution: Execution }) {
  const { t } = useI18n();
  const failed = execution.items.filter(({ status }) => status === "failed").length;
  const total = execution.items.length;
  const partly = execution.status === "failed" && failed > 0 && failed < total;
  return (
    <div className={styles.notices}>
      {execution.execution_mode === "kafka_fallback" && (
        <Notice tone="info" title={t.execution.fallback}>
          {t.execution.fallbackText}
        </Notice>
      )}
      {partly && <Notice tone="bad">{t.execution.failedItems(failed, total)}</Notice>}
      {execution.status === "failed" && !partly && execution.error && (
        <ProblemNote title={t.execution.failed} explanation={explainFailure(execution.error, t)} />
      )}
      {execution.status === "cancelled" && (
        <Notice tone="still">{t.execution.cancelledText}</Notice>
      )}
    </div>
  );
}
