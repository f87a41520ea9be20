import { type Call, RawAnswer } from './call.ts';

const TYPES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', svg: 'image/svg+xml' };

/** A picture that was deployed beside the model and has its name: `rules.png`, or `rules.discount.png` for one definition. undefined: there is none. */
export async function deployedDiagram(call: Call, row: { readonly deploymentKey: string; readonly resourceName: string }, id: string): Promise<RawAnswer | undefined> {
  const base = row.resourceName.replace(/\.(?:dmn|dmn11\.xml|bpmn|bpmn20\.xml)$/i, '');
  const names = Object.keys(TYPES).flatMap((type) => [`${base}.${id}.${type}`, `${base}.${type}`]);
  const pictures = await call.engine.search.find('resource', { where: [{ field: 'deploymentKey', op: '=', value: row.deploymentKey }, { field: 'name', op: 'in', value: names }] });
  const [picture] = pictures.toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
  if (picture === undefined) return undefined;
  const content = await call.engine.search.resourceContent(picture.key);
  return new RawAnswer(TYPES[picture.name.slice(picture.name.lastIndexOf('.') + 1)] ?? 'application/octet-stream', content ?? new Uint8Array());
}
