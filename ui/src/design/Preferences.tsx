import { Button, IconButton } from "./Button";
import { useI18n } from "../i18n/I18n";
import { useTheme } from "./theme";

/** Bears the name of the other language, in that language: for whoever cannot read this one. */
export function LanguageButton() {
  const { language, setLanguage, t } = useI18n();
  const other = language === "ja" ? "en" : "ja";
  return (
    <Button
      look="quiet"
      size="small"
      aria-label={t.language.switchTo}
      onPress={() => setLanguage(other)}
    >
      <span lang={other}>{t.language.other}</span>
    </Button>
  );
}

export function ThemeButton() {
  const { t } = useI18n();
  const { theme, toggle } = useTheme();
  const dark = theme === "dark";
  return (
    <IconButton
      size="small"
      icon={dark ? "sun" : "moon"}
      aria-label={dark ? t.theme.toLight : t.theme.toDark}
      onPress={toggle}
    />
  );
}
