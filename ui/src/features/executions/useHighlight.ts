import { useState } from "react";

/** The detection that is pointed at, in the list or in the picture. */
export interface Highlight {
  index: number | null;
  set: (index: number | null) => void;
}

export function useHighlight(): Highlight {
  const [index, set] = useState<number | null>(null);
  return { index, set };
}
