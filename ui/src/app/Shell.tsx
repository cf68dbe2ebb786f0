import { useEffect, useRef, type ReactNode } from "react";
import { useLocation } from "wouter";
import type { User } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { Header } from "./Header";
import styles from "./Shell.module.css";

/** What stands around every page. */
export function Shell({ user, children }: { user: User; children: ReactNode }) {
  const { t } = useI18n();
  const [pathname] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(pathname);
  useEffect(() => {
    if (first.current === pathname) return;
    first.current = "";
    // a new page: readers start at its top, as after loading one
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <>
      <a className={styles.skip} href="#content">
        {t.nav.skip}
      </a>
      <Header user={user} />
      <main id="content" ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </>
  );
}
