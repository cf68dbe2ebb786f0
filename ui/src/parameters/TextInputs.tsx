import { useState } from "react";
import { Field } from "../design/Field";
import { useI18n } from "../i18n/I18n";
import styles from "./TextInputs.module.css";

interface Props<T> {
  label: string;
  value: T;
  onChange: (value: T) => void;
}

export function TextInput({ label, value, onChange }: Props<string>) {
  return <Field label={label} value={value} onChange={onChange} />;
}

/** Texts between commas; read when the field is left, so that a comma can be typed. */
export function ListInput({ label, value, onChange }: Props<unknown>) {
  const { t } = useI18n();
  const known = Array.isArray(value) ? value.join(", ") : "";
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null) onChange(listOf(typed));
    setTyped(null);
  };
  return (
    <Field
      label={label}
      hint={t.parameter.listHint}
      value={typed ?? known}
      onChange={setTyped}
      onBlur={commit}
    />
  );
}

export function listOf(text: string): string[] {
  return text
    .split(/[,、，]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** `#rrggbb`, chosen or typed. */
export function ColorInput({ label, value, onChange }: Props<string>) {
  return (
    <Field
      label={label}
      value={value}
      onChange={onChange}
      after={
        <input
          type="color"
          className={styles.color}
          aria-label={label}
          value={/^#[0-9a-f]{6}$/i.test(value) ? value : "#000000"}
          onChange={(event) => onChange(event.target.value)}
        />
      }
    />
  );
}
