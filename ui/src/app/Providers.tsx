import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { ApiContext, browserApi, useSession, type Api } from "../api/ApiContext";
import { ApiError, ConnectionError } from "../api/problem";
import { useDraft } from "../features/run/draft";
import { I18n, useI18n } from "../i18n/I18n";

export function Providers({ children }: { children: ReactNode }) {
  return (
    <I18n>
      <ServerProviders>{children}</ServerProviders>
    </I18n>
  );
}

function ServerProviders({ children }: { children: ReactNode }) {
  const { language } = useI18n();
  const spoken = useRef(language);
  const [api] = useState<Api>(() => browserApi(() => spoken.current));
  const [cache] = useState(newCache);

  useEffect(() => void api.auth.restore(), [api]);
  useEffect(() => {
    if (spoken.current === language) return;
    spoken.current = language;
    // the server words some labels itself
    void cache.invalidateQueries();
  }, [language, cache]);

  return (
    <ApiContext value={api}>
      <QueryClientProvider client={cache}>
        <ForgetOnLogout cache={cache} />
        {children}
      </QueryClientProvider>
    </ApiContext>
  );
}

/** What one user read or put together is not for the next; who logs in again finds the photos. */
function ForgetOnLogout({ cache }: { cache: QueryClient }) {
  const session = useSession();
  const user = session.status === "in" ? session.user.id : undefined;
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (session.status === "out") cache.clear();
    if (user === undefined) return;
    if (last.current !== undefined && last.current !== user) useDraft.getState().forget();
    last.current = user;
  }, [session.status, user, cache]);
  return null;
}

const MOST_RETRIES = 2;
const WORTH_RETRYING = new Set([502, 503, 504]);

function newCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) =>
          failures < MOST_RETRIES &&
          (error instanceof ConnectionError ||
            (error instanceof ApiError && WORTH_RETRYING.has(error.status))),
      },
    },
  });
}
