import type { Definition, Element, Engine, Rows } from '@/engine/index.ts';
import { tenantName } from './json-answer.ts';

/** The schema goes out as the object that it is: what cannot be read was not deployed. */
export async function presentForm(engine: Engine, row: Rows['form']) {
  const content = await engine.search.resourceContent(row.resourceKey);
  if (content === null) throw new Error(`form ${row.key} has no content`);
  const schema: unknown = JSON.parse(Buffer.from(content).toString('utf8'));
  return { formKey: row.key, formId: row.formId, version: row.version, schema, tenantId: tenantName(row.tenantId) };
}

/** The start event that a person begins at. */
export function plainStartOf({ graph }: Definition): Extract<Element, { kind: 'startEvent' }> | null {
  for (const id of graph.startEventIds) {
    const element = graph.elements.get(id);
    if (element?.kind === 'startEvent' && element.trigger.kind === 'none') return element;
  }
  return null;
}
