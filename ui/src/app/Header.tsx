import { Link, useRoute } from "wouter";
import type { User } from "../api/types";
import { Mark } from "../design/Mark";
import { useI18n } from "../i18n/I18n";
import styles from "./Header.module.css";
import { LanguageButton, ThemeButton } from "../design/Preferences";
import { UserMenu } from "./UserMenu";

export function Header({ user }: { user: User }) {
  const { t } = useI18n();
  return (
    <header className={styles.header}>
      <div className={styles.bar}>
        <Link to="/" className={styles.brand} aria-label={t.nav.home}>
          <Mark />
          <span className={styles.name}>ImageFlowCanvas</span>
        </Link>
        <nav aria-label={t.nav.main} className={styles.nav}>
          <NavLink to="/" pattern="/">
            {t.nav.run}
          </NavLink>
          <NavLink to="/executions" pattern="/executions/*?">
            {t.nav.executions}
          </NavLink>
          <a href="/docs" className={`${styles.link} ${styles.wide}`}>
            {t.nav.apiDocs}
          </a>
        </nav>
        <div className={styles.tools}>
          <LanguageButton />
          <ThemeButton />
          <UserMenu user={user} />
        </div>
      </div>
    </header>
  );
}

/** Marked while the page is one of its own. */
function NavLink({ to, pattern, children }: { to: string; pattern: string; children: string }) {
  const [current] = useRoute(pattern);
  return (
    <Link to={to} className={styles.link} aria-current={current ? "page" : undefined}>
      {children}
    </Link>
  );
}
