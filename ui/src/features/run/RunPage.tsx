import { useSearchParams } from "wouter";
import { useMayRun } from "../../api/ApiContext";
import { usePipelines } from "../../api/queries";
import type { Pipeline } from "../../api/types";
import { PageTitle } from "../../design/PageTitle";
import { Panel } from "../../design/Panel";
import { ProblemNote } from "../../design/ProblemNote";
import { explain } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import { useDraft } from "./draft";
import { ParameterPanel } from "./ParameterPanel";
import { PhotoTable } from "./PhotoTable";
import { PipelinePicker } from "./PipelinePicker";
import { RunBar } from "./RunBar";
import styles from "./RunPage.module.css";
import { useRun } from "./useRun";

export default function RunPage() {
  const { t } = useI18n();
  const { data: pipelines, error, isPending } = usePipelines();
  const choosePipeline = useDraft((draft) => draft.choosePipeline);
  const chosen = useChosen(pipelines);
  const run = useRun(chosen?.id);
  const mayRun = useMayRun();
  return (
    <>
      <PageTitle title={t.run.title}>
        <p>{t.run.lead}</p>
      </PageTitle>
      <div className={styles.columns}>
        <PhotoTable />
        <div className={styles.side}>
          <Panel title={t.run.pipeline}>
            {isPending && <p className={styles.loading}>{t.page.loading}</p>}
            {error && <ProblemNote explanation={explain(error, t)} />}
            {pipelines && (
              <PipelinePicker pipelines={pipelines} chosen={chosen} onChoose={choosePipeline} />
            )}
          </Panel>
          {chosen && <ParameterPanel pipeline={chosen} />}
          <RunBar run={run} mayRun={mayRun} hasPipeline={chosen !== undefined} />
        </div>
      </div>
    </>
  );
}

/** What was picked here; else what the address names; else the first. */
function useChosen(pipelines: Pipeline[] = []): Pipeline | undefined {
  const picked = useDraft((draft) => draft.pipeline);
  const named = useSearchParams()[0].get("pipeline");
  const find = (reference: string | null) =>
    pipelines.find(({ id, slug }) => reference === id || reference === slug);
  return find(picked) ?? find(named) ?? pipelines[0];
}
