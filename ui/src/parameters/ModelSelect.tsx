import { useModels } from "../api/queries";
import { Select } from "../design/Select";
import { TextInput } from "./TextInputs";

interface Props {
  label: string;
  value: string;
  onChange: (name: string) => void;
}

/** An installed model; a name to type where the server does not tell which are. */
export function ModelSelect({ label, value, onChange }: Props) {
  const { data: models } = useModels();
  if (models === undefined) return <TextInput label={label} value={value} onChange={onChange} />;
  const names = models.map((model) => model.name);
  // an alias, or a model that is no longer installed, stays what it is until another is chosen
  if (!names.includes(value)) names.unshift(value);
  return (
    <Select
      label={label}
      options={names.map((name) => ({ id: name, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
