import { useId, type KeyboardEvent } from "react";
import type { Detection } from "../../api/types";
import { useI18n } from "../../i18n/I18n";
import { classColors } from "./classColors";
import styles from "./DetectionList.module.css";
import type { Highlight } from "./useHighlight";

interface Props {
  detections: Detection[];
  highlight: Highlight;
}

/** What was found, the surest first; the one that is pointed at, or reached by arrow keys, is marked in the picture. */
export function DetectionList({ detections, highlight }: Props) {
  const { t, format } = useI18n();
  const id = useId();
  if (detections.length === 0) {
    return (
      <div className={styles.none}>
        <p>{t.execution.noDetections}</p>
        <p>{t.execution.noDetectionsText}</p>
      </div>
    );
  }
  const colorOf = classColors(detections);
  const order = surestFirst(detections);
  const optionId = (index: number) => `${id}-${index}`;
  const move = (event: KeyboardEvent) => {
    const next = moved(event.key, order, highlight.index);
    if (next === undefined) return;
    event.preventDefault();
    highlight.set(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
  };
  return (
    <ul
      role="listbox"
      className={styles.list}
      tabIndex={0}
      aria-label={t.execution.detections}
      aria-activedescendant={highlight.index === null ? undefined : optionId(highlight.index)}
      onKeyDown={move}
      onBlur={() => highlight.set(null)}
    >
      {order.map((index) => {
        const { class_name, confidence } = detections[index]!;
        const marked = highlight.index === index;
        return (
          <li
            key={index}
            id={optionId(index)}
            role="option"
            aria-selected={marked}
            className={`${styles.detection} ${marked ? styles.marked : ""}`}
            onPointerEnter={() => highlight.set(index)}
            onPointerLeave={() => highlight.set(null)}
          >
            <span className={styles.swatch} style={{ background: colorOf(class_name) }} />
            <span className={styles.name}>{class_name}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.fill} style={{ width: `${confidence * 100}%` }} />
            </span>
            <span className="numbers">{format.percent(confidence)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function surestFirst(detections: Detection[]): number[] {
  return detections
    .map((_, index) => index)
    .sort((a, b) => detections[b]!.confidence - detections[a]!.confidence);
}

/** Where a key leads from the marked one; undefined for keys that lead nowhere. */
function moved(key: string, order: number[], marked: number | null): number | undefined {
  const at = marked === null ? -1 : order.indexOf(marked);
  const last = order.length - 1;
  switch (key) {
    case "ArrowDown":
      return order[Math.min(at + 1, last)];
    case "ArrowUp":
      return order[Math.max(at - 1, 0)];
    case "Home":
      return order[0];
    case "End":
      return order[last];
    default:
      return undefined;
  }
}
