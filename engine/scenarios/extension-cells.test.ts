import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  extensionCells,
  hasWord,
  placesOfElements,
  SCHEMAS,
  strayWords,
  wordsIn,
  type ExtensionCell,
} from './extension-cells.ts';
import { loadSandbox } from '../runtime/scripts/sandbox.ts';
import { filesBeside, modelsOf, replay, SCENARIOS, SCRIPT, scenarioFiles } from './replay.ts';
import { rewritten, withoutWord } from './without-word.ts';

const root = new URL('../../', import.meta.url);
const sandbox = await loadSandbox();
const scenarios = scenarioFiles().map((path) => {
  const files = filesBeside(path);
  const text = readFileSync(path, 'utf8');
  const anew = modelsOf(files.map((file) => ({ ...file, content: rewritten(file.content) })));
  return {
    name: path.slice(SCENARIOS.length + 1, -SCRIPT.length),
    text,
    files,
    words: wordsIn(files.map(({ content }) => content)),
    isSteady: replay(text, anew, sandbox) === text,
  };
});
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

test('what loses no word goes as it went, so that a difference comes from the word', () => {
  expect(scenarios.filter(({ isSteady }) => !isSteady).map(({ name }) => name)).toEqual([
    // Its elements are named by where they stand in the file.
    'event-sub-processes/nameless-7',
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
    if (file === undefined) expect(changesSomething(cell), `no scenario changes without ${cell.word}`).toBe(true);
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

/** Some scenario goes another way without the word, or cannot be played, or its models would not be deployed. */
function changesSomething(cell: Pick<ExtensionCell, 'kind' | 'owners' | 'names'>): boolean {
  return scenarios.some(({ text, files, words, isSteady }) => {
    if (!isSteady || !hasWord(cell, words)) return false;
    const without = files.map((file) => ({ ...file, content: withoutWord(file.content, cell) ?? file.content }));
    try {
      return replay(text, modelsOf(without), sandbox) !== text;
    } catch {
      return true;
    }
  });
}

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
