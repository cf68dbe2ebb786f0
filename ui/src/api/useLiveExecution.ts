import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useApi } from "./ApiContext";
import { applyMessage } from "./progress";
import { keys } from "./queries";
import { isTerminal, watchExecution } from "./socket";
import type { Execution } from "./types";

/**
 * Keeps the cached execution up to date by WebSocket while `live`.
 *
 * @returns milliseconds that are left, as the server estimates; undefined while nobody knows
 */
export function useLiveExecution(id: string, live: boolean): number | undefined {
  const { auth } = useApi();
  const cache = useQueryClient();
  const [remainingMs, setRemainingMs] = useState<number>();
  useEffect(() => {
    if (!live) return;
    const key = keys.execution(id);
    const readAgain = () => void cache.invalidateQueries({ queryKey: key });
    return watchExecution(
      id,
      {
        token: (renew) => (renew ? auth.refresh() : auth.freshToken()),
        open: (url, protocols) => new WebSocket(url, protocols),
        origin: location.origin.replace(/^http/, "ws"),
        schedule: (work, delay) => {
          const timer = setTimeout(work, delay);
          return () => clearTimeout(timer);
        },
        random: Math.random,
      },
      {
        onMessage: (message) => {
          if (message.type === "progress") setRemainingMs(message.data.estimated_remaining_ms);
          cache.setQueryData<Execution>(key, (known) => known && applyMessage(known, message));
          if (isTerminal(message)) {
            // the message tells the end; only a read brings items, detections and times
            readAgain();
            void cache.invalidateQueries({ queryKey: keys.executions });
          }
        },
        onLost: readAgain,
      },
    );
  }, [id, live, auth, cache]);
  return live ? remainingMs : undefined;
}
