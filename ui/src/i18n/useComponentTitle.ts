import { useCallback } from "react";
import { useComponents } from "../api/queries";
import { useI18n } from "./I18n";

/** What a component is called in the language of the page; its id while that is not known. */
export function useComponentTitle(): (componentType: string) => string {
  const { language } = useI18n();
  const { data: components } = useComponents();
  return useCallback(
    (type) => components?.find((component) => component.id === type)?.title[language] ?? type,
    [components, language],
  );
}
