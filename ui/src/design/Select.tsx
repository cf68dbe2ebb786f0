import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import fieldStyles from "./Field.module.css";
import { Icon } from "./Icon";
import overlay from "./overlay.module.css";
import styles from "./Select.module.css";

export interface Option {
  id: string;
  label: string;
}

interface Props {
  label: string;
  options: Option[];
  value: string;
  onChange: (id: string) => void;
}

/** One of several, by name. */
export function Select({ label, options, value, onChange }: Props) {
  return (
    <AriaSelect
      className={fieldStyles.field}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <Button className={styles.button}>
        <SelectValue className={styles.value}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <Icon name="chevron" />
      </Button>
      <Popover className={overlay.popover}>
        <ListBox className={overlay.list} items={options}>
          {(option) => (
            <ListBoxItem className={overlay.item} textValue={option.label}>
              <span className={overlay.text}>{option.label}</span>
              <Icon name="check" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
