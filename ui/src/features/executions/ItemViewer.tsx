import { useState } from "react";
import type { ExecutionItem } from "../../api/types";
import { Icon } from "../../design/Icon";
import { ProblemNote } from "../../design/ProblemNote";
import { Segmented } from "../../design/Segmented";
import { SwitchField } from "../../design/SwitchField";
import { explainFailure } from "../../i18n/explain";
import { useI18n } from "../../i18n/I18n";
import styles from "./ItemViewer.module.css";
import { imageOutputs } from "./outputs";
import { Stage } from "./Stage";
import type { Highlight } from "./useHighlight";
import { useSizedImage } from "./useSizedImage";
import { modesFor, type Mode } from "./viewing";

interface Props {
  item: ExecutionItem;
  /** Whether the execution has; else a missing result is still to come. */
  ended: boolean;
  highlight: Highlight;
}

/** One photo, before and after. */
export function ItemViewer({ item, ended, highlight }: Props) {
  const { t } = useI18n();
  const outputs = imageOutputs(item);
  const [outputIndex, setOutputIndex] = useState(0);
  const [wanted, setWanted] = useState<Mode>("compare");
  const [boxes, setBoxes] = useState(true);
  const before = useSizedImage(item.input_file_id);
  const after = useSizedImage(outputs[outputIndex]?.file_id);
  const modes = modesFor(before, after);
  const mode = modes.includes(wanted) ? wanted : modes[0];
  return (
    <figure className={styles.viewer}>
      {mode === undefined ? (
        <Nothing loading={before.status === "loading" || after.status === "loading" || !ended} />
      ) : (
        <Stage
          mode={mode}
          before={before}
          after={after}
          name={item.filename ?? ""}
          detections={boxes ? item.detections : []}
          highlight={highlight}
        />
      )}
      <div className={styles.tools}>
        {modes.length > 1 && (
          <Segmented
            hideLabel
            label={t.execution.view}
            options={modes.map((id) => ({ id, label: t.execution[id] }))}
            value={mode ?? ""}
            onChange={(id) => setWanted(id as Mode)}
          />
        )}
        {outputs.length > 1 && (
          <Segmented
            hideLabel
            label={t.execution.results}
            options={outputs.map((_, i) => ({ id: String(i), label: t.execution.result(i + 1) }))}
            value={String(outputIndex)}
            onChange={(id) => setOutputIndex(Number(id))}
          />
        )}
        {item.detections.length > 0 && before.status === "ready" && (
          <SwitchField isSelected={boxes} onChange={setBoxes}>
            {t.execution.boxes}
          </SwitchField>
        )}
        <figcaption className={styles.name}>{item.filename}</figcaption>
      </div>
      {item.error && (
        <div className={styles.problem}>
          <ProblemNote title={t.execution.itemFailed} explanation={explainFailure(item.error, t)} />
        </div>
      )}
    </figure>
  );
}

function Nothing({ loading }: { loading: boolean }) {
  const { t } = useI18n();
  return (
    <div className={styles.nothing}>
      <Icon name="image" />
      <p>{loading ? t.page.loading : t.execution.imageFailed}</p>
    </div>
  );
}
