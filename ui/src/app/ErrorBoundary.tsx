import { Component, type ReactNode } from "react";
import { Button } from "../design/Button";
import { Empty } from "../design/Empty";
import { useI18n } from "../i18n/I18n";

/** Keeps a mistake of ours from leaving an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const { t } = useI18n();
  return (
    <main>
      <Empty icon="warning" title={t.page.crashed} text={t.page.crashedText}>
        <Button look="primary" onPress={() => location.reload()}>
          {t.page.reload}
        </Button>
      </Empty>
    </main>
  );
}
