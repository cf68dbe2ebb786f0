import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useApi } from "./ApiContext";
import type { Http } from "./http";
import type {
  Component,
  Execution,
  ExecutionSummary,
  Model,
  Page,
  Pipeline,
  Status,
  StoredFile,
} from "./types";

/** Names of what the cache holds. */
export const keys = {
  pipelines: ["pipelines"] as const,
  components: ["components"] as const,
  models: ["models"] as const,
  uploads: ["files", "upload"] as const,
  executions: ["executions"] as const,
  execution: (id: string) => ["execution", id] as const,
};

/** What changes seldom is read again after a minute. */
const SELDOM_MS = 60_000;
const MOST_PIPELINES = 1000;

export function usePipelines() {
  const { http } = useApi();
  return useQuery({
    queryKey: keys.pipelines,
    queryFn: ({ signal }) => allPages<Pipeline>(http, "/v1/pipelines", MOST_PIPELINES, signal),
    staleTime: SELDOM_MS,
  });
}

export function useComponents() {
  const { http } = useApi();
  return useQuery({
    queryKey: keys.components,
    queryFn: async ({ signal }) =>
      (await http.get<Page<Component>>("/v1/components", {}, signal)).items,
    staleTime: SELDOM_MS,
  });
}

export function useModels() {
  const { http } = useApi();
  return useQuery({
    queryKey: keys.models,
    queryFn: async ({ signal }) => (await http.get<Page<Model>>("/v1/models", {}, signal)).items,
    staleTime: SELDOM_MS,
  });
}

/** The newest images that lie on the server by themselves. */
export function useUploads() {
  const { http } = useApi();
  return useQuery({
    queryKey: keys.uploads,
    queryFn: async ({ signal }) =>
      (await http.get<Page<StoredFile>>("/v1/files", { kind: "upload", limit: 6 }, signal)).items,
    staleTime: SELDOM_MS,
    retry: false,
  });
}

export function useExecution(id: string) {
  const { http } = useApi();
  return useQuery({
    queryKey: keys.execution(id),
    queryFn: ({ signal }) =>
      http.get<Execution>(`/v1/executions/${encodeURIComponent(id)}`, {}, signal),
  });
}

export interface ExecutionFilter {
  status?: Status;
  pipeline_id?: string;
}

const LIST_PAGE = 20;

export function useExecutions(filter: ExecutionFilter) {
  const { http } = useApi();
  return useInfiniteQuery({
    queryKey: [...keys.executions, filter],
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<ExecutionSummary>>(
        "/v1/executions",
        { ...filter, limit: LIST_PAGE, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

async function allPages<T>(
  http: Http,
  path: string,
  most: number,
  signal: AbortSignal,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await http.get<Page<T>>(path, { limit: 100, cursor }, signal);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && items.length < most);
  return items;
}
