import type { Detection } from "../../api/types";
import { useI18n } from "../../i18n/I18n";
import { classColors } from "./classColors";
import styles from "./DetectionOverlay.module.css";
import type { Highlight } from "./useHighlight";

interface Props {
  /** Of the submitted image, in whose pixels the boxes are. */
  size: { width: number; height: number };
  detections: Detection[];
  highlight: Highlight;
}

/** More labels than this hide the picture: then only the one that is pointed at. */
const MOST_LABELS = 16;

/** Boxes over a picture: SVG in its pixels, labels in the page's. */
export function DetectionOverlay({ size, detections, highlight }: Props) {
  const { t } = useI18n();
  if (detections.length === 0) return null;
  const colorOf = classColors(detections);
  const crowded = detections.length > MOST_LABELS;
  const stateOf = (index: number) =>
    highlight.index === null ? "" : highlight.index === index ? styles.marked : styles.faded;
  return (
    <div className={`${styles.overlay} ${crowded ? styles.crowded : ""}`}>
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t.execution.overlay(detections.length)}
      >
        {detections.map(({ bbox, class_name }, index) => (
          <g key={index} className={stateOf(index)}>
            <rect {...bbox} className={styles.edge} />
            <rect {...bbox} className={styles.box} stroke={colorOf(class_name)} />
          </g>
        ))}
      </svg>
      <Labels size={size} detections={detections} stateOf={stateOf} colorOf={colorOf} />
    </div>
  );
}

/** Above the box; inside it where it touches the upper edge. The list tells the same to readers. */
function Labels({
  size,
  detections,
  stateOf,
  colorOf,
}: Omit<Props, "highlight"> & {
  stateOf: (index: number) => string | undefined;
  colorOf: (className: string) => string;
}) {
  const { format } = useI18n();
  // where all are the same, the name on each says nothing
  const oneClass = new Set(detections.map(({ class_name }) => class_name)).size === 1;
  return detections.map(({ bbox, class_name, confidence }, index) => (
    <span
      key={index}
      aria-hidden="true"
      className={`${styles.label} ${bbox.y < 0.05 * size.height ? styles.inside : ""} ${stateOf(index)}`}
      style={{
        left: `${(100 * bbox.x) / size.width}%`,
        top: `${(100 * bbox.y) / size.height}%`,
        background: colorOf(class_name),
      }}
    >
      {!oneClass && `${class_name} `}
      {format.percent(confidence)}
    </span>
  ));
}
