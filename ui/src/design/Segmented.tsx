import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import type { Option } from "./Select";
import styles from "./Segmented.module.css";

interface Props {
  label: string;
  hideLabel?: boolean;
  options: Option[];
  value: string;
  onChange: (id: string) => void;
}

/** One of a few, all in sight. */
export function Segmented({ label, hideLabel, options, value, onChange }: Props) {
  return (
    <RadioGroup className={styles.group} value={value} onChange={onChange} orientation="horizontal">
      <Label className={hideLabel ? "visually-hidden" : styles.label}>{label}</Label>
      <div className={styles.track}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={styles.option}>
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
