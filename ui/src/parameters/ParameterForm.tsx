import type { Component, PipelineComponent } from "../api/types";
import { useI18n } from "../i18n/I18n";
import type { Changes } from "./changes";
import { fieldsOf } from "./fields";
import styles from "./ParameterForm.module.css";
import { ParameterInput } from "./ParameterInput";

interface Props {
  step: PipelineComponent;
  component: Component | undefined;
  changes: Changes;
  /** @param base what the pipeline says */
  onChange: (name: string, value: unknown, base: unknown) => void;
}

/** The parameters of one step, generated from its component's JSON Schema. */
export function ParameterForm({ step, component, changes, onChange }: Props) {
  const { language, t } = useI18n();
  const fields = fieldsOf(component?.parameters.properties ?? {}, step, language);
  const changed = changes[step.id] ?? {};
  return (
    <fieldset className={styles.step}>
      <legend className={styles.legend}>
        {step.name || step.id}
        <span className={styles.type}>{component?.title[language] ?? step.component_type}</span>
      </legend>
      {fields.length === 0 && <p className={styles.none}>{t.run.noParameters}</p>}
      <div className={styles.fields}>
        {fields.map((field) => (
          <ParameterInput
            key={field.name}
            field={field}
            value={field.name in changed ? changed[field.name] : field.base}
            changed={field.name in changed}
            onChange={(value) => onChange(field.name, value, field.base)}
          />
        ))}
      </div>
    </fieldset>
  );
}
