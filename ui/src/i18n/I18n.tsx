import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { en, type Messages } from "./en";
import { formatFor, type Format, type Language } from "./format";
import { ja } from "./ja";
import { initialLanguage, storeLanguage, storedLanguage } from "./language";

export interface I18n {
  language: Language;
  setLanguage: (language: Language) => void;
  t: Messages;
  format: Format;
}

const MESSAGES: Record<Language, Messages> = { en, ja };

const Context = createContext<I18n | null>(null);

export function useI18n(): I18n {
  const i18n = useContext(Context);
  if (i18n === null) throw new Error("no I18n above");
  return i18n;
}

export function I18n({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, setCurrent] = useState(
    () => initial ?? initialLanguage(storedLanguage(), navigator.languages),
  );
  const setLanguage = useCallback((next: Language) => {
    storeLanguage(next);
    setCurrent(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({ language, setLanguage, t: MESSAGES[language], format: formatFor(language) }),
    [language, setLanguage],
  );
  return (
    <Context value={value}>
      <I18nProvider locale={language === "ja" ? "ja-JP" : "en-GB"}>{children}</I18nProvider>
    </Context>
  );
}
