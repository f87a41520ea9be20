import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  extensionCells,
  hasWord,
  placesOfElements,
  SCHEMAS,
  strayWords,
  wordsOfScenarios,
  type ExtensionCell,
} from './extension-cells.ts';

const root = new URL('../../', import.meta.url);
const inScenarios = wordsOfScenarios();
/**
 * Where the schema lets words stand that mean nothing there to the original either (a warning), and what is refused by
 * name wherever it stands.
 */
const NOT_READ_AT: Readonly<Record<string, readonly string[]>> = {
  resource: ['formalExpression'],
  linkedResources: ['serviceTask'],
  agentDefinition: ['serviceTask', 'adHocSubProcess'],
};

test('the schemas are of the size that is known', () => {
  expect(SCHEMAS.map(({ prefix, types }) => [prefix, types.length])).toEqual([
    ['camunda', 48],
    ['zeebe', 36],
  ]);
});

describe.each(SCHEMAS)('$prefix: every word of the schema', (schema) => {
  const cells = extensionCells(schema);
  const isReadAt = (name: string, tag: string): boolean => !NOT_READ_AT[name]?.includes(tag);

  test('is in the registry, with all its types, and the registry has no others', () => {
    expect(cells.filter(({ fate }) => fate === undefined).map(({ type, property }) => `${type} ${property}`)).toEqual(
      [],
    );
    expect(strayWords(schema)).toEqual([]);
    expect(Object.keys(schema.registry).sort()).toEqual(schema.types.map(({ name }) => name).sort());
  });

  test.each(
    cells.flatMap((cell) => (cell.fate ? [{ ...cell, fate: cell.fate, name: `${cell.type} ${cell.property}` }] : [])),
  )('$name: $fate.is', ({ fate, ...cell }) => {
    const file = 'test' in fate ? fate.test : undefined;
    if (file === undefined) expect(hasWord({ ...cell, fate }, inScenarios), `no scenario has ${cell.word}`).toBe(true);
    else expect(mentions(file, { ...cell, fate }), `${file} does not write ${cell.word}`).toBe(true);
  });

  test('is read where the schema lets it stand, but for what is refused everywhere', () => {
    const attributes = cells
      .filter(
        ({ kind, fate, owners }) =>
          kind === 'attribute' && fate?.is !== 'refused' && !owners.some((owner) => owner.includes(':')),
      )
      .flatMap(({ owners, property }) =>
        owners
          .filter((tag) => isReadAt(property, tag) && !schema.vocabulary.attributesOf(tag).has(property))
          .map((tag) => `${property} at ${tag}`),
      );
    const elements = placesOfElements(schema).flatMap(({ name, tags }) =>
      tags
        .filter((tag) => isReadAt(name, tag) && !schema.vocabulary.extensionsOf(tag).has(name))
        .map((tag) => `${name} at ${tag}`),
    );
    expect([...attributes, ...elements]).toEqual([]);
  });
});

/** The text of a test writes the word: as an attribute, or as a tag. */
function mentions(file: string, { kind, owners, names }: ExtensionCell): boolean {
  const path = fileURLToPath(new URL(file, root));
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  const tags = kind === 'element' ? owners : kind === 'child' ? names : [];
  return kind === 'attribute'
    ? names.some((name) => new RegExp(`[\\s"'\`]${name}=`).test(text))
    : tags.some((tag) => new RegExp(`<${tag}[\\s/>]`).test(text));
}
