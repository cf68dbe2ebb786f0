import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { useApi, useMayRun } from "../../api/ApiContext";
import { download } from "../../api/download";
import { hasEnded } from "../../api/progress";
import { keys } from "../../api/queries";
import { newKey, submit } from "../../api/submission";
import type { Execution } from "../../api/types";
import { Button } from "../../design/Button";
import { ProblemNote } from "../../design/ProblemNote";
import { explain } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import styles from "./ExecutionActions.module.css";

/** What can be done with an execution as a whole. */
export function ExecutionActions({ execution }: { execution: Execution }) {
  const { t } = useI18n();
  const { cancel, runAgain, downloadAll } = useActions(execution);
  const failed = [cancel, runAgain, downloadAll].find((action) => action.isError);
  const ended = hasEnded(execution.status);
  const mayRun = useMayRun();
  return (
    <>
      {mayRun && !ended && (
        <Button
          look="danger"
          icon="stop"
          isDisabled={cancel.isPending}
          onPress={() => cancel.mutate()}
        >
          {cancel.isPending ? t.execution.cancelling : t.execution.cancel}
        </Button>
      )}
      {mayRun && ended && execution.items.some(({ input_file_id }) => input_file_id) && (
        <Button icon="refresh" isDisabled={runAgain.isPending} onPress={() => runAgain.mutate()}>
          {t.execution.runAgain}
        </Button>
      )}
      {ended && execution.output_files.length > 0 && (
        <Button
          look="primary"
          icon="download"
          isDisabled={downloadAll.isPending}
          onPress={() => downloadAll.mutate()}
        >
          {t.execution.downloadAll}
        </Button>
      )}
      {failed && (
        <div className={styles.problem}>
          <ProblemNote
            alert
            title={t.execution.actionFailed}
            explanation={explain(failed.error, t)}
          />
        </div>
      )}
    </>
  );
}

function useActions(execution: Execution) {
  const api = useApi();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const id = execution.execution_id;
  const path = `/v1/executions/${encodeURIComponent(id)}`;
  const cancel = useMutation({
    mutationFn: () => api.http.post(`${path}/cancel`),
    // also when it had just ended: then the page shows how
    onSettled: () => cache.invalidateQueries({ queryKey: keys.execution(id) }),
  });
  const runAgain = useMutation({
    mutationFn: () =>
      submit(
        api,
        {
          pipelineId: execution.pipeline_id,
          inputs: execution.items.flatMap(({ input_file_id: fileId }) =>
            fileId === undefined ? [] : [{ fileId }],
          ),
          parameters: execution.parameters,
          priority: execution.priority,
        },
        newKey(),
      ),
    onSuccess: ({ execution_id }) => {
      void cache.invalidateQueries({ queryKey: keys.executions });
      navigate(`/executions/${execution_id}`);
    },
  });
  const downloadAll = useMutation({
    mutationFn: () => download(api.http, `${path}/archive`, `execution-${id}.zip`),
  });
  return { cancel, runAgain, downloadAll };
}
