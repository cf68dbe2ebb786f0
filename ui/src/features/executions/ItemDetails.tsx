import type { ExecutionItem } from "../../api/types";
import { Notice } from "../../design/Notice";
import { Panel } from "../../design/Panel";
import { useI18n } from "../../i18n/I18n";
import { DetectionList } from "./DetectionList";
import { FileList } from "./FileList";
import type { Highlight } from "./useHighlight";

interface Props {
  item: ExecutionItem;
  highlight: Highlight;
}

/** What is known of one photo: what was found in it, its files, remarks. */
export function ItemDetails({ item, highlight }: Props) {
  const { t, format } = useI18n();
  const { detections, output_files, notes = [] } = item;
  return (
    <>
      {item.status === "completed" && (
        <Panel
          title={t.execution.detections}
          aside={<span className="numbers">{format.number(detections.length)}</span>}
        >
          <DetectionList detections={detections} highlight={highlight} />
        </Panel>
      )}
      {output_files.length > 0 && (
        <Panel title={t.execution.files}>
          <FileList files={output_files} />
        </Panel>
      )}
      {notes.length > 0 && (
        <Notice tone="still" title={t.execution.notes}>
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
    </>
  );
}
