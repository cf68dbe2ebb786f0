import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { useApi, useSession } from "../api/ApiContext";
import { Button, ButtonLink } from "../design/Button";
import { Empty } from "../design/Empty";
import { ExecutionsPage } from "../features/executions/ExecutionsPage";
import { LoginPage } from "../features/login/LoginPage";
import { useI18n } from "../i18n/I18n";
import { Shell } from "./Shell";

const loadExecutionPage = () => import("../features/executions/ExecutionPage");
const RunPage = lazy(async () => {
  // a run leads there within a second
  void loadExecutionPage();
  return import("../features/run/RunPage");
});
const ExecutionPage = lazy(loadExecutionPage);

/** Without a session every address shows the login, and the address after it. */
export function AppRoutes() {
  const session = useSession();
  switch (session.status) {
    case "restoring":
      return null;
    case "unreachable":
      return <Unreachable />;
    case "out":
      return <LoginPage />;
    case "in":
      return (
        <Shell user={session.user}>
          <Suspense fallback={null}>
            <Switch>
              <Route path="/" component={RunPage} />
              <Route path="/executions" component={ExecutionsPage} />
              <Route path="/executions/:id">{({ id }) => <ExecutionPage key={id} id={id} />}</Route>
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </Shell>
      );
  }
}

function NotFound() {
  const { t } = useI18n();
  return (
    <Empty icon="image" title={t.page.notFound} text={t.page.notFoundText}>
      <ButtonLink to="/" look="primary">
        {t.page.toStart}
      </ButtonLink>
    </Empty>
  );
}

function Unreachable() {
  const { t } = useI18n();
  const { auth } = useApi();
  return (
    <main>
      <Empty icon="warning" title={t.page.unreachable} text={t.page.unreachableText}>
        <Button look="primary" onPress={() => void auth.restore()}>
          {t.page.retry}
        </Button>
      </Empty>
    </main>
  );
}
