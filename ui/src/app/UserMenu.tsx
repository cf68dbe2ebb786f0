import { Button } from "react-aria-components/Button";
import { Header } from "react-aria-components/Header";
import { Menu, MenuItem, MenuSection, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useApi } from "../api/ApiContext";
import type { User } from "../api/types";
import overlay from "../design/overlay.module.css";
import { useI18n } from "../i18n/I18n";
import styles from "./UserMenu.module.css";

export function UserMenu({ user }: { user: User }) {
  const { t } = useI18n();
  const { auth } = useApi();
  const roles = user.roles.map((role) => t.user.roles[role] ?? role).join(", ");
  return (
    <MenuTrigger>
      <Button className={styles.button} aria-label={t.user.menu(user.username)}>
        <span aria-hidden="true">{[...user.username][0]?.toUpperCase() ?? "?"}</span>
      </Button>
      <Popover className={overlay.popover} placement="bottom end">
        <Menu className={overlay.list}>
          <MenuSection>
            <Header className={styles.who}>
              <strong>{user.username}</strong>
              <span>{roles}</span>
            </Header>
            <MenuItem className={overlay.item} href="/docs" target="_blank">
              {t.nav.apiDocs}
            </MenuItem>
            <MenuItem className={overlay.item} href="/openapi.json" target="_blank">
              {t.nav.openapi}
            </MenuItem>
            <MenuItem className={overlay.item} onAction={() => void auth.logout()}>
              {t.user.logOut}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
