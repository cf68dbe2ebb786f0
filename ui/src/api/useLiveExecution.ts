import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useApi } from "./ApiContext";
import { applyMessage } from "./progress";
import { keys } from "./queries";
import { isTerminal, watchExecution } from "./socket";
import type { Execution } from "./types";

/** What the socket knows beyond the execution itself. */
export interface Live {
  /** As the server estimates; undefined while nobody knows. */
  remainingMs?: number;
  /** The connection is gone and being opened again; what is shown may be old. */
  lost: boolean;
}

/** Keeps the cached execution up to date by WebSocket while `live`. */
export function useLiveExecution(id: string, live: boolean): Live {
  const { auth } = useApi();
  const cache = useQueryClient();
  const [state, setState] = useState<Live>({ lost: false });
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
          const remainingMs =
            message.type === "progress" ? message.data.estimated_remaining_ms : undefined;
          setState({ remainingMs, lost: false });
          cache.setQueryData<Execution>(key, (known) => known && applyMessage(known, message));
          if (isTerminal(message)) {
            // the message tells the end; only a read brings items, detections and times
            readAgain();
            void cache.invalidateQueries({ queryKey: keys.executions });
          }
        },
        onLost: () => {
          setState({ lost: true });
          readAgain();
        },
      },
    );
  }, [id, live, auth, cache]);
  return state;
}
