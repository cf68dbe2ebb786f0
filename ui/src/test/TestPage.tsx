import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { ApiContext, type Api } from "../api/ApiContext";
import { Auth } from "../api/auth";
import { Http } from "../api/http";
import { ImageCache } from "../api/images";
import type { Language } from "../i18n/format";
import { I18n } from "../i18n/I18n";
import type { FakeServer } from "./fakeServer";

export function authOf(
  server: FakeServer,
  more: Partial<ConstructorParameters<typeof Auth>[0]> = {},
) {
  let hint = true;
  return new Auth({
    fetch: server.fetch,
    now: () => 0,
    exclusive: (work) => work(),
    hint: { get: () => hint, set: (value) => (hint = value) },
    ...more,
  });
}

export function apiOf(server: FakeServer): Api {
  const auth = authOf(server);
  const http = new Http({ auth, fetch: server.fetch, language: () => "en" });
  return { auth, http, images: new ImageCache((path) => http.blob(path)) };
}

/** Draws a part of the page as it stands in it. */
export function draw(children: ReactNode, api: Api, language: Language = "en") {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <I18n initial={language}>
      <ApiContext value={api}>
        <QueryClientProvider client={cache}>{children}</QueryClientProvider>
      </ApiContext>
    </I18n>,
  );
}
