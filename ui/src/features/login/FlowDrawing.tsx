import styles from "./FlowDrawing.module.css";

/** A photo passes through three steps: taken in, made small, looked at. Decoration only. */
export function FlowDrawing() {
  return (
    <svg className={styles.drawing} viewBox="0 0 480 420" aria-hidden="true">
      <g className={styles.flow}>
        <path d="M224 106C276 106 262 138 318 138" />
        <path d="M378 184C378 250 372 300 310 300" />
      </g>
      <Photo x={36} y={36} width={188} height={140} />
      <Photo x={318} y={92} width={122} height={92} />
      <Photo x={96} y={232} width={214} height={158} />
      <g className={styles.found}>
        <rect x="226" y="250" width="46" height="46" rx="2" />
        <path d="M224.75 238h62v12h-62z" />
        <rect x="116" y="306" width="108" height="72" rx="2" />
        <path d="M114.75 294h44v12h-44z" />
      </g>
      <g className={styles.ports}>
        <circle cx="224" cy="106" r="6" />
        <circle cx="318" cy="138" r="6" />
        <circle cx="378" cy="184" r="6" />
        <circle cx="310" cy="300" r="6" />
      </g>
    </svg>
  );
}

/** Hills and a sun, in the proportions of the frame. */
function Photo({ x, y, width: w, height: h }: Record<"x" | "y" | "width" | "height", number>) {
  const hills = [
    [0, 0.82],
    [0.28, 0.5],
    [0.48, 0.76],
    [0.64, 0.58],
    [1, 0.95],
  ];
  const points = hills.map(([fx, fy]) => `${x + fx! * w} ${y + fy! * h}`).join("L");
  return (
    <g className={styles.frame}>
      <rect x={x} y={y} width={w} height={h} rx="11" />
      <path d={`M${points}`} />
      <circle cx={x + w * 0.72} cy={y + h * 0.26} r={h * 0.085} />
    </g>
  );
}
