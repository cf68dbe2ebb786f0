import { Group } from "react-aria-components/Group";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { NumberField } from "react-aria-components/NumberField";
import fieldStyles from "../design/Field.module.css";
import { useI18n } from "../i18n/I18n";
import { hasSlider, sliderStep, type FieldKind, type ParameterField } from "./fields";
import styles from "./NumberInput.module.css";

interface Props {
  field: ParameterField;
  kind: FieldKind & { type: "number" };
  value: number;
  onChange: (value: number) => void;
}

/** A number to type, and to drag where its range is small enough. */
export function NumberInput({ field, kind, value, onChange }: Props) {
  const { t, format } = useI18n();
  const set = (next: number) => Number.isFinite(next) && onChange(next);
  const range =
    kind.min !== undefined && kind.max !== undefined
      ? t.parameter.range(format.number(kind.min, 4), format.number(kind.max, 4))
      : undefined;
  return (
    <div className={styles.number}>
      <NumberField
        className={fieldStyles.field}
        value={value}
        onChange={set}
        minValue={kind.min}
        maxValue={kind.max}
        step={kind.integer ? 1 : undefined}
        formatOptions={{ maximumFractionDigits: kind.integer ? 0 : 6, useGrouping: false }}
      >
        <Label className={fieldStyles.label}>{field.title}</Label>
        <Group className={fieldStyles.frame}>
          <Input className={fieldStyles.input} />
          <span className={fieldStyles.unit}>{field.unit ?? range}</span>
        </Group>
      </NumberField>
      {hasSlider(kind) && (
        <input
          type="range"
          className={styles.slider}
          aria-label={field.title}
          min={kind.min}
          max={kind.max}
          step={sliderStep(kind.min, kind.max, kind.integer)}
          value={value}
          onChange={(event) => set(event.target.valueAsNumber)}
        />
      )}
    </div>
  );
}
