import type { ReactNode } from "react";
import { Switch } from "react-aria-components/Switch";
import styles from "./SwitchField.module.css";

interface Props {
  children: ReactNode;
  isSelected: boolean;
  onChange: (on: boolean) => void;
}

export function SwitchField({ children, isSelected, onChange }: Props) {
  return (
    <Switch className={styles.switch} isSelected={isSelected} onChange={onChange}>
      <span className={styles.track} aria-hidden="true" />
      {children}
    </Switch>
  );
}
