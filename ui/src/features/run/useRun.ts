import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { useApi } from "../../api/ApiContext";
import { keys } from "../../api/queries";
import { submit } from "../../api/submission";
import { useDraft } from "./draft";

export interface Run {
  start: () => void;
  stop: () => void;
  isSending: boolean;
  /** 0..1 of the photos that have left this machine. */
  fraction: number;
  error: unknown;
}

/** Sends the draft, and goes to its execution once it is accepted. */
export function useRun(pipelineId: string | undefined): Run {
  const api = useApi();
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const [fraction, setFraction] = useState(0);
  const abort = useRef<AbortController>(null);
  const mutation = useMutation({
    mutationFn: () => {
      const { photos, changes, priority, key } = useDraft.getState();
      const inputs = photos.map((photo) =>
        "file" in photo ? photo.file : { fileId: photo.stored.file_id },
      );
      abort.current = new AbortController();
      setFraction(0);
      return submit(api, { pipelineId: pipelineId!, inputs, parameters: changes, priority }, key, {
        onProgress: setFraction,
        signal: abort.current.signal,
      });
    },
    onSuccess: ({ execution_id }) => {
      useDraft.getState().renewKey();
      void cache.invalidateQueries({ queryKey: keys.executions });
      navigate(`/executions/${execution_id}`);
    },
  });
  return {
    start: () => pipelineId !== undefined && mutation.mutate(),
    stop: () => abort.current?.abort(),
    isSending: mutation.isPending,
    fraction,
    error: isAbort(mutation.error) ? null : mutation.error,
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
