import { useSearchParams } from "wouter";
import { useExecutions, usePipelines, type ExecutionFilter } from "../../api/queries";
import type { Status } from "../../api/types";
import { Button, ButtonLink } from "../../design/Button";
import { Empty } from "../../design/Empty";
import { PageTitle } from "../../design/PageTitle";
import { ProblemNote } from "../../design/ProblemNote";
import { Select } from "../../design/Select";
import { explain } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import styles from "./ExecutionsPage.module.css";
import { ExecutionTable } from "./ExecutionTable";

const STATUSES: Status[] = ["pending", "running", "completed", "failed", "cancelled"];
const ALL = "all";

export function ExecutionsPage() {
  const { t } = useI18n();
  const [filter, setFilter] = useFilter();
  const { data: pipelines = [] } = usePipelines();
  const found = useExecutions(filter);
  const executions = found.data?.pages.flatMap((page) => page.items);
  const filtered = filter.status !== undefined || filter.pipeline_id !== undefined;
  return (
    <>
      <PageTitle
        title={t.executions.title}
        actions={
          <Button icon="refresh" isDisabled={found.isFetching} onPress={() => void found.refetch()}>
            {t.executions.refresh}
          </Button>
        }
      >
        <p>{t.executions.lead}</p>
      </PageTitle>
      <div className={styles.filters} role="search">
        <Select
          label={t.executions.status}
          options={[
            { id: ALL, label: t.executions.allStatuses },
            ...STATUSES.map((id) => ({ id, label: t.status[id] })),
          ]}
          value={filter.status ?? ALL}
          onChange={(id) => setFilter({ ...filter, status: chosen(id) as Status | undefined })}
        />
        <Select
          label={t.executions.pipeline}
          options={[
            { id: ALL, label: t.executions.allPipelines },
            ...pipelines.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={filter.pipeline_id ?? ALL}
          onChange={(id) => setFilter({ ...filter, pipeline_id: chosen(id) })}
        />
      </div>
      {found.error && <ProblemNote explanation={explain(found.error, t)} />}
      {found.isPending && <p>{t.page.loading}</p>}
      {executions?.length === 0 && <Nothing filtered={filtered} onReset={() => setFilter({})} />}
      {executions !== undefined && executions.length > 0 && (
        <>
          <ExecutionTable executions={executions} pipelines={pipelines} />
          <div className={styles.more}>
            {found.hasNextPage ? (
              <Button
                isDisabled={found.isFetchingNextPage}
                onPress={() => void found.fetchNextPage()}
              >
                {t.executions.more}
              </Button>
            ) : (
              <p role="status">{t.executions.end(executions.length)}</p>
            )}
          </div>
        </>
      )}
    </>
  );
}

function Nothing({ filtered, onReset }: { filtered: boolean; onReset: () => void }) {
  const { t } = useI18n();
  return filtered ? (
    <Empty icon="flow" title={t.executions.noMatch} text={t.executions.noMatchText}>
      <Button onPress={onReset}>{t.executions.resetFilters}</Button>
    </Empty>
  ) : (
    <Empty icon="flow" title={t.executions.empty} text={t.executions.emptyText}>
      <ButtonLink to="/" look="primary">
        {t.run.title}
      </ButtonLink>
    </Empty>
  );
}

function chosen(id: string): string | undefined {
  return id === ALL ? undefined : id;
}

/** The filter stands in the address. */
function useFilter(): [ExecutionFilter, (filter: ExecutionFilter) => void] {
  const [search, setSearch] = useSearchParams();
  const status = STATUSES.find((known) => known === search.get("status"));
  const filter = { status, pipeline_id: search.get("pipeline") ?? undefined };
  const set = (next: ExecutionFilter) => {
    const named = { status: next.status, pipeline: next.pipeline_id };
    const given = Object.entries(named).filter(([, value]) => value !== undefined);
    setSearch(given as [string, string][], { replace: true });
  };
  return [filter, set];
}
