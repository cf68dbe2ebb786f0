import type { Explanation } from "../i18n/explain";
import { Notice } from "./Notice";

/** Says what went wrong, where, and what to do. */
export function ProblemNote({
  title,
  explanation: { text, advice, places },
  alert,
}: {
  title?: string;
  explanation: Explanation;
  alert?: boolean;
}) {
  return (
    <Notice tone="bad" title={title} alert={alert}>
      <p>{text}</p>
      {places.length > 0 && (
        <ul>
          {places.map(({ pointer, detail }) => (
            <li key={pointer + detail}>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      )}
      {advice && <p>{advice}</p>}
    </Notice>
  );
}
