import { useState } from "react";
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import type { Pipeline } from "../../api/types";
import { Empty } from "../../design/Empty";
import { Field } from "../../design/Field";
import { Icon } from "../../design/Icon";
import { useI18n } from "../../i18n/I18n";
import { useComponentTitle } from "../../i18n/useComponentTitle";
import styles from "./PipelinePicker.module.css";

interface Props {
  pipelines: Pipeline[];
  chosen: Pipeline | undefined;
  onChoose: (id: string) => void;
}

const SEARCH_FROM = 8;

export function PipelinePicker({ pipelines, chosen, onChoose }: Props) {
  const { t } = useI18n();
  const [search, setSearch] = useState("");
  if (pipelines.length === 0) {
    return <Empty icon="flow" title={t.run.noPipelines} text={t.run.noPipelinesText} />;
  }
  const shown = pipelines.filter((pipeline) => matches(pipeline, search));
  return (
    <div className={styles.picker}>
      {pipelines.length >= SEARCH_FROM && (
        <Field label={t.run.findPipeline} value={search} onChange={setSearch} />
      )}
      <RadioGroup value={chosen?.id ?? null} onChange={onChoose} className={styles.group}>
        <Label className="visually-hidden">{t.run.pipeline}</Label>
        {shown.map((pipeline) => (
          <Choice key={pipeline.id} pipeline={pipeline} />
        ))}
      </RadioGroup>
      {shown.length === 0 && <p className={styles.none}>{t.run.noMatch}</p>}
    </div>
  );
}

function Choice({ pipeline }: { pipeline: Pipeline }) {
  const titleOf = useComponentTitle();
  return (
    <Radio value={pipeline.id} className={styles.choice}>
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.name}>{pipeline.name}</span>
      {pipeline.description && <span className={styles.text}>{pipeline.description}</span>}
      <span className={styles.chain}>
        {pipeline.components.map((component, i) => (
          <span key={component.id} className={styles.link}>
            {i > 0 && <Icon name="arrowRight" />}
            <span className={styles.step}>{titleOf(component.component_type)}</span>
          </span>
        ))}
      </span>
    </Radio>
  );
}

function matches({ name, slug, description }: Pipeline, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return `${name} ${slug} ${description}`.toLowerCase().includes(wanted);
}
