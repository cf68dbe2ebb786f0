import { useState } from "react";
import type { Detection } from "../../api/types";
import { useI18n } from "../../i18n/I18n";
import { DetectionOverlay } from "./DetectionOverlay";
import styles from "./Stage.module.css";
import type { Highlight } from "./useHighlight";
import type { SizedImage, SizedState } from "./useSizedImage";
import { sameShape, type Mode } from "./viewing";

interface Props {
  mode: Mode;
  before: SizedState;
  after: SizedState;
  name: string;
  detections: Detection[];
  highlight: Highlight;
}

/** The dark ground on which photos are looked at. */
export function Stage({ mode, before, after, name, detections, highlight }: Props) {
  const { t } = useI18n();
  const input = before.status === "ready" ? before.image : undefined;
  const output = after.status === "ready" ? after.image : undefined;
  const overlay = input && (
    <DetectionOverlay size={input} detections={detections} highlight={highlight} />
  );
  if (mode === "compare" && input && output && sameShape(input, output)) {
    return (
      <Compare
        input={input}
        output={output}
        name={name}
        // what is pointed at is shown, on whichever side it lies
        overlayOnBoth={highlight.index !== null}
      >
        {overlay}
      </Compare>
    );
  }
  return (
    <div className={styles.stage}>
      {mode === "compare" && <p className={styles.hint}>{t.execution.otherShape}</p>}
      <div className={styles.row}>
        {mode !== "output" && input && (
          <Frame image={input} alt={`${t.execution.input}: ${name}`}>
            {overlay}
          </Frame>
        )}
        {mode !== "input" && output && (
          <Frame image={output} alt={`${t.execution.output}: ${name}`} />
        )}
      </div>
    </div>
  );
}

function Frame({
  image,
  alt,
  children,
}: {
  image: SizedImage;
  alt: string;
  children?: React.ReactNode;
}) {
  return (
    <div className={styles.frame} style={{ "--ratio": image.width / image.height } as object}>
      <img src={image.url} alt={alt} />
      {children}
    </div>
  );
}

/** One on the other, with a boundary to drag: a range input, so that keys move it too. */
function Compare({
  input,
  output,
  name,
  overlayOnBoth,
  children,
}: {
  input: SizedImage;
  output: SizedImage;
  name: string;
  overlayOnBoth: boolean;
  children: React.ReactNode;
}) {
  const { t } = useI18n();
  const [split, setSplit] = useState(50);
  const style = { "--ratio": input.width / input.height, "--split": `${split}%` } as object;
  return (
    <div className={styles.stage}>
      <div className={`${styles.frame} ${styles.compare}`} style={style}>
        <img src={input.url} alt={`${t.execution.input}: ${name}`} />
        <img className={styles.after} src={output.url} alt={`${t.execution.output}: ${name}`} />
        <div className={overlayOnBoth ? undefined : styles.before}>{children}</div>
        <input
          type="range"
          className={styles.range}
          aria-label={t.execution.compareLabel}
          min={0}
          max={100}
          step={0.5}
          value={split}
          onChange={(event) => setSplit(event.target.valueAsNumber)}
        />
        <span className={styles.boundary} aria-hidden="true" />
        <span className={`${styles.word} ${styles.left}`} aria-hidden="true">
          {t.execution.input}
        </span>
        <span className={`${styles.word} ${styles.right}`} aria-hidden="true">
          {t.execution.output}
        </span>
      </div>
    </div>
  );
}
