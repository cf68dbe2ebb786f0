import { useSearchParams } from "wouter";
import { hasEnded } from "../../api/progress";
import { useExecution, usePipelines } from "../../api/queries";
import type { Execution } from "../../api/types";
import { useLiveExecution, type Live } from "../../api/useLiveExecution";
import { PageTitle } from "../../design/PageTitle";
import { Panel } from "../../design/Panel";
import { ProblemNote } from "../../design/ProblemNote";
import { explain } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import { BackLink, ExecutionHeader } from "./ExecutionHeader";
import { ExecutionNotices } from "./ExecutionNotices";
import styles from "./ExecutionPage.module.css";
import { Filmstrip } from "./Filmstrip";
import { ItemDetails } from "./ItemDetails";
import { ItemViewer } from "./ItemViewer";
import { RunProgress } from "./RunProgress";
import { StepTimes } from "./StepTimes";
import { useHighlight } from "./useHighlight";

export default function ExecutionPage({ id }: { id: string }) {
  const { t } = useI18n();
  const { data: execution, error } = useExecution(id);
  const live = useLiveExecution(id, execution !== undefined && !hasEnded(execution.status));
  if (execution !== undefined) {
    return <Loaded execution={execution} live={live} />;
  }
  return (
    <>
      <PageTitle title={t.execution.id} before={<BackLink />} />
      {error ? <ProblemNote explanation={explain(error, t)} /> : <p>{t.page.loading}</p>}
    </>
  );
}

function Loaded({ execution, live }: { execution: Execution; live: Live }) {
  const { t } = useI18n();
  const { data: pipelines } = usePipelines();
  const [index, select] = useSelectedItem(execution.items.length);
  const highlight = useHighlight();
  const pipeline = pipelines?.find(({ id }) => id === execution.pipeline_id);
  const item = execution.items[index];
  return (
    <>
      <ExecutionHeader execution={execution} pipeline={pipeline} />
      <RunProgress execution={execution} live={live} />
      <ExecutionNotices execution={execution} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {item && (
            <ItemViewer
              key={index}
              item={item}
              ended={hasEnded(execution.status)}
              highlight={highlight}
            />
          )}
          {execution.items.length > 1 && (
            <Filmstrip items={execution.items} selected={index} onSelect={select} />
          )}
        </div>
        <div className={styles.side}>
          <Panel title={t.execution.steps}>
            <StepTimes execution={execution} pipeline={pipeline} />
          </Panel>
          {item && <ItemDetails key={index} item={item} highlight={highlight} />}
        </div>
      </div>
    </>
  );
}

/** Which photo is looked at stands in the address, counted from 1. */
function useSelectedItem(count: number): [index: number, select: (index: number) => void] {
  const [search, setSearch] = useSearchParams();
  const wanted = Number(search.get("item") ?? 1) - 1;
  const index = Number.isInteger(wanted) && wanted >= 0 && wanted < count ? wanted : 0;
  return [index, (next) => setSearch({ item: String(next + 1) }, { replace: true })];
}
