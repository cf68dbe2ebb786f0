import type { ReactNode } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextField, type TextFieldProps } from "react-aria-components/TextField";
import styles from "./Field.module.css";

type Props = Omit<TextFieldProps, "className" | "children"> & {
  label: string;
  hint?: string;
  placeholder?: string;
  /** Inside the frame, after the text: a unit, a button. */
  after?: ReactNode;
  hideLabel?: boolean;
};

export function Field({ label, hint, placeholder, after, hideLabel, ...props }: Props) {
  return (
    <TextField {...props} className={styles.field}>
      <Label className={hideLabel ? "visually-hidden" : styles.label}>{label}</Label>
      <span className={styles.frame}>
        <Input className={styles.input} placeholder={placeholder} />
        {after}
      </span>
      {hint && (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      )}
    </TextField>
  );
}
