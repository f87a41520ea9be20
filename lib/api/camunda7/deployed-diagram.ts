import type { Condition, Engine, Key } from '@/engine/index.ts';
import { attachment } from './attachment.ts';
import { type Call, RawAnswer } from './call.ts';

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};
const MODEL_SUFFIX = /\.(?:dmn|dmn11\.xml|bpmn|bpmn20\.xml)$/i;

/**
 * Names that a picture of one definition in a file may have, the likeliest first: `rules.discount.png` for one,
 * `rules.png` for the file.
 */
function namesOf(resourceName: string, id: string): readonly string[] {
  const base = resourceName.replace(MODEL_SUFFIX, '');
  return Object.keys(TYPES).flatMap((type) => [`${base}.${id}.${type}`, `${base}.${type}`]);
}

/** A picture that was deployed beside the model and has its name. undefined: there is none. */
export async function deployedDiagram(
  call: Call,
  row: { readonly deploymentKey: string; readonly resourceName: string },
  id: string,
): Promise<RawAnswer | undefined> {
  const names = namesOf(row.resourceName, id);
  const pictures = await call.engine.search.find('resource', {
    where: [
      { field: 'deploymentKey', op: '=', value: row.deploymentKey },
      { field: 'name', op: 'in', value: names },
    ],
  });
  const [picture] = pictures.toSorted((one, other) => names.indexOf(one.name) - names.indexOf(other.name));
  if (picture === undefined) return undefined;
  const content = await call.engine.search.resourceContent(picture.key);
  return new RawAnswer(
    TYPES[picture.name.slice(picture.name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    content ?? new Uint8Array(),
    attachment(picture.name.slice(picture.name.lastIndexOf('/') + 1)),
  );
}

/** Names of the pictures of several definitions, by the definitions' keys: one question for all. */
export async function diagramsOf(
  engine: Engine,
  rows: readonly {
    readonly key: Key;
    readonly processId: string;
    readonly resourceName: string;
    readonly deploymentKey: Key;
  }[],
): Promise<ReadonlyMap<Key, string>> {
  if (rows.length === 0) return new Map();
  const isPicture: readonly (readonly Condition<'resource'>[])[] = Object.keys(TYPES).map((type) => [
    { field: 'name', op: 'like', value: `%.${type}` },
  ]);
  const pictures = await engine.search.find('resource', {
    where: [
      { field: 'deploymentKey', op: 'in', value: [...new Set(rows.map(({ deploymentKey }) => deploymentKey))] },
      { any: isPicture },
    ],
  });
  return new Map(
    rows.flatMap(({ key, processId, resourceName, deploymentKey }) => {
      const name = namesOf(resourceName, processId).find((candidate) =>
        pictures.some((picture) => picture.deploymentKey === deploymentKey && picture.name === candidate),
      );
      return name === undefined ? [] : [[key, name] as const];
    }),
  );
}
