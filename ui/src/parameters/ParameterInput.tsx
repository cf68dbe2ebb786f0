import { IconButton } from "../design/Button";
import { Select } from "../design/Select";
import { SwitchField } from "../design/SwitchField";
import { useI18n } from "../i18n/I18n";
import type { ParameterField } from "./fields";
import { ModelSelect } from "./ModelSelect";
import { NumberInput } from "./NumberInput";
import styles from "./ParameterInput.module.css";
import { ColorInput, ListInput, TextInput } from "./TextInputs";

interface Props {
  field: ParameterField;
  value: unknown;
  changed: boolean;
  onChange: (value: unknown) => void;
}

/** One parameter: its control, what it does, and the way back to what the pipeline says. */
export function ParameterInput({ field, value, changed, onChange }: Props) {
  const { t } = useI18n();
  return (
    <div className={`${styles.parameter} ${changed ? styles.changed : ""}`}>
      <Control field={field} value={value} onChange={onChange} />
      {field.description && <p className={styles.description}>{field.description}</p>}
      {changed && (
        <span className={styles.reset}>
          <IconButton
            icon="undo"
            size="small"
            aria-label={t.parameter.reset(field.title)}
            onPress={() => onChange(field.base)}
          />
        </span>
      )}
    </div>
  );
}

function Control({ field, value, onChange }: Omit<Props, "changed">) {
  const { kind, title } = field;
  switch (kind.type) {
    case "number":
      return <NumberInput field={field} kind={kind} value={Number(value)} onChange={onChange} />;
    case "switch":
      return (
        <SwitchField isSelected={value === true} onChange={onChange}>
          {title}
        </SwitchField>
      );
    case "choice":
      return (
        <Select
          label={title}
          options={kind.choices.map((id) => ({ id, label: id.replaceAll("_", " ") }))}
          value={String(value)}
          onChange={onChange}
        />
      );
    case "model":
      return <ModelSelect label={title} value={String(value ?? "")} onChange={onChange} />;
    case "color":
      return <ColorInput label={title} value={String(value ?? "")} onChange={onChange} />;
    case "list":
      return <ListInput label={title} value={value} onChange={onChange} />;
    case "text":
      return <TextInput label={title} value={String(value ?? "")} onChange={onChange} />;
  }
}
