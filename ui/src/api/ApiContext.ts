import { createContext, useContext, useSyncExternalStore } from "react";
import { Auth, type Session } from "./auth";
import { Http } from "./http";
import { ImageCache } from "./images";

export interface Api {
  auth: Auth;
  http: Http;
  images: ImageCache;
}

const HINT = "imageflow.logged-in";

/** The one connection of this page to its server. */
export function browserApi(language: () => string): Api {
  const fetch = window.fetch.bind(window);
  const auth = new Auth({
    fetch,
    now: () => Date.now(),
    exclusive: oneTabAtATime,
    hint: {
      get: () => localStorage.getItem(HINT) !== null,
      set: (loggedIn) =>
        loggedIn ? localStorage.setItem(HINT, "yes") : localStorage.removeItem(HINT),
    },
  });
  const http = new Http({ auth, fetch, language });
  return { auth, http, images: new ImageCache((path) => http.blob(path)) };
}

/** Locks exist in secure contexts only; elsewhere two tabs may have to log in again. */
function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined
    ? work()
    : (locks.request("imageflow.refresh", work) as unknown as Promise<T>);
}

export const ApiContext = createContext<Api | null>(null);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error("no ApiContext above");
  return api;
}

export function useSession(): Session {
  const { auth } = useApi();
  return useSyncExternalStore(auth.subscribe, auth.session);
}

/** A viewer reads only; each other role also runs pipelines. */
export function useMayRun(): boolean {
  const session = useSession();
  return session.status === "in" && session.user.roles.some((role) => role !== "viewer");
}
