import type { Detection } from "../../api/types";
import { useI18n } from "../../i18n/I18n";
import { classColors } from "./classColors";
import styles from "./DetectionList.module.css";
import type { Highlight } from "./useHighlight";

interface Props {
  detections: Detection[];
  highlight: Highlight;
}

/** What was found, the surest first; pointing at one marks it in the picture. */
export function DetectionList({ detections, highlight }: Props) {
  const { t, format } = useI18n();
  if (detections.length === 0) {
    return (
      <div className={styles.none}>
        <p>{t.execution.noDetections}</p>
        <p>{t.execution.noDetectionsText}</p>
      </div>
    );
  }
  const colorOf = classColors(detections);
  const surestFirst = detections
    .map((detection, index) => ({ detection, index }))
    .sort((a, b) => b.detection.confidence - a.detection.confidence);
  return (
    <ul className={styles.list} tabIndex={0} aria-label={t.execution.detections}>
      {surestFirst.map(({ detection, index }) => (
        <li
          key={index}
          className={`${styles.detection} ${highlight.index === index ? styles.marked : ""}`}
          onPointerEnter={() => highlight.set(index)}
          onPointerLeave={() => highlight.set(null)}
        >
          <span className={styles.swatch} style={{ background: colorOf(detection.class_name) }} />
          <span className={styles.name}>{detection.class_name}</span>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.fill} style={{ width: `${detection.confidence * 100}%` }} />
          </span>
          <span className="numbers">{format.percent(detection.confidence)}</span>
        </li>
      ))}
    </ul>
  );
}
