import { LanguageButton, ThemeButton } from "../../design/Preferences";
import { Mark } from "../../design/Mark";
import { PageTitle } from "../../design/PageTitle";
import { useI18n } from "../../i18n/I18n";
import { FlowDrawing } from "./FlowDrawing";
import { LoginForm } from "./LoginForm";
import styles from "./LoginPage.module.css";

export function LoginPage() {
  const { t } = useI18n();
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <span className={styles.brand}>
          <Mark />
          ImageFlowCanvas
        </span>
        <span className={styles.tools}>
          <LanguageButton />
          <ThemeButton />
        </span>
      </header>
      <main className={styles.main}>
        <div className={styles.drawing}>
          <FlowDrawing />
        </div>
        <div className={styles.box}>
          <PageTitle title={t.login.title}>
            <p>{t.login.lead}</p>
          </PageTitle>
          <LoginForm />
          <p className={styles.first}>{t.login.firstTime}</p>
        </div>
      </main>
    </div>
  );
}
