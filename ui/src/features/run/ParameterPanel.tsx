import { Button as AriaButton } from "react-aria-components/Button";
import { Disclosure, DisclosurePanel } from "react-aria-components/Disclosure";
import { useComponents } from "../../api/queries";
import type { Pipeline } from "../../api/types";
import { Button } from "../../design/Button";
import { Icon } from "../../design/Icon";
import { useI18n } from "../../i18n/I18n";
import { countOf } from "../../parameters/changes";
import { ParameterForm } from "../../parameters/ParameterForm";
import { useDraft } from "./draft";
import styles from "./ParameterPanel.module.css";

/** The chosen pipeline's parameters, folded away until somebody wants other values for this run. */
export function ParameterPanel({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useI18n();
  const { data: components = [] } = useComponents();
  const { changes, change, resetChanges } = useDraft();
  const changed = countOf(changes);
  return (
    <Disclosure className={styles.panel}>
      <h2 className={styles.heading}>
        <AriaButton slot="trigger" className={styles.trigger}>
          <Icon name="chevron" />
          {t.run.parameters}
          {changed > 0 && <span className={styles.changed}>{t.run.changed(changed)}</span>}
        </AriaButton>
      </h2>
      <DisclosurePanel>
        <div className={styles.content}>
          {pipeline.components.map((step) => (
            <ParameterForm
              key={step.id}
              step={step}
              component={components.find(({ id }) => id === step.component_type)}
              changes={changes}
              onChange={(name, value, base) => change(step.id, name, value, base)}
            />
          ))}
          {changed > 0 && (
            <div className={styles.reset}>
              <Button size="small" icon="undo" onPress={resetChanges}>
                {t.run.resetAll}
              </Button>
            </div>
          )}
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
