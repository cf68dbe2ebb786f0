import type { Priority } from "../../api/types";
import { Button } from "../../design/Button";
import { Notice } from "../../design/Notice";
import { ProblemNote } from "../../design/ProblemNote";
import { ProgressBar } from "../../design/ProgressBar";
import { Segmented } from "../../design/Segmented";
import { explain } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import { useDraft } from "./draft";
import styles from "./RunBar.module.css";
import type { Run } from "./useRun";

interface Props {
  run: Run;
  mayRun: boolean;
  hasPipeline: boolean;
}

/** Priority, and the button that everything leads to. */
export function RunBar({ run, mayRun, hasPipeline }: Props) {
  const { t } = useI18n();
  const { photos, priority, setPriority } = useDraft();
  const missing =
    photos.length === 0 ? t.run.needPhotos : hasPipeline ? undefined : t.run.needPipeline;
  return (
    <div className={styles.bar}>
      {!mayRun && <Notice tone="info">{t.run.viewerOnly}</Notice>}
      {run.error !== null && (
        <ProblemNote alert title={t.run.failed} explanation={explain(run.error, t)} />
      )}
      {run.isSending ? (
        <Sending run={run} />
      ) : (
        <>
          <Segmented
            label={t.priority.label}
            options={PRIORITIES.map((id) => ({ id, label: t.priority[id] }))}
            value={priority}
            onChange={(id) => setPriority(id as Priority)}
          />
          <Button
            look="primary"
            size="large"
            isDisabled={!mayRun || missing !== undefined}
            onPress={run.start}
          >
            {t.run.submit(photos.length)}
          </Button>
          {mayRun && missing && <p className={styles.missing}>{missing}</p>}
        </>
      )}
    </div>
  );
}

const PRIORITIES: Priority[] = ["low", "normal", "high"];

function Sending({ run }: { run: Run }) {
  const { t, format } = useI18n();
  // all has left this machine; the server stores it
  const sent = run.fraction >= 1;
  const label = sent ? t.run.starting : t.run.uploading(format.percent(run.fraction));
  return (
    <div className={styles.sending}>
      <span className="numbers">{label}</span>
      <Button size="small" onPress={run.stop}>
        {t.run.stop}
      </Button>
      <ProgressBar label={label} value={sent ? undefined : run.fraction * 100} />
    </div>
  );
}
