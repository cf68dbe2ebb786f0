/** What differs from the pipeline, by component id: the `parameters` of an execution. */
export type Changes = Record<string, Record<string, unknown>>;

/** Another value; one that says what the pipeline says anyway is no change. */
export function withValue(
  changes: Changes,
  componentId: string,
  name: string,
  value: unknown,
  base: unknown,
): Changes {
  const { [name]: _before, ...others } = changes[componentId] ?? {};
  const own = same(value, base) ? others : { ...others, [name]: value };
  const { [componentId]: _component, ...rest } = changes;
  return Object.keys(own).length === 0 ? rest : { ...rest, [componentId]: own };
}

export function countOf(changes: Changes): number {
  return Object.values(changes).reduce((sum, own) => sum + Object.keys(own).length, 0);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
