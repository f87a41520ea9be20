import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RULES } from '../engine/deploy/bpmn-vocabulary.ts';
import type { DialectVocabulary } from '../engine/deploy/dialect.ts';
import { camunda7Vocabulary } from '../engine/deploy/dialects/camunda7/vocabulary.ts';
import { camunda8Vocabulary } from '../engine/deploy/dialects/camunda8/vocabulary.ts';
import type { ExtensionFate } from '../engine/deploy/extension-registry.ts';
import { eventCells, nameOf, runs } from '../engine/scenarios/event-cells.ts';
import { extensionCells, SCHEMAS, type ExtensionCell } from '../engine/scenarios/extension-cells.ts';

const begin =
  '<!-- extensions: written by `npm run extension-docs` from the registries and vocabularies in engine/deploy/dialects -->';
const end = '<!-- /extensions -->';
const eventsBegin = '<!-- events: written by `npm run extension-docs` from the readers and triggers -->';
const eventsEnd = '<!-- /events -->';
export const pageFile = fileURLToPath(new URL('../engine/README.md', import.meta.url));

/** The page with its table as the code has it now. */
export function withExtensionTable(page: string): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`engine/README.md lacks the marks ${begin} and ${end}.`);
  const tables = SCHEMAS.map(
    (schema) =>
      `### \`${schema.prefix}:\`\n\n| type | word | read at | what becomes of it |\n|---|---|---|---|\n${rowsOf(schema).join('\n')}\n`,
  );
  return `${page.slice(0, from)}${begin}\n\n${tables.join('\n')}\n${page.slice(to)}`;
}

/** The page with its table of elements and events as the readers of models have it now. */
export function withEventTable(page: string): string {
  const from = page.indexOf(eventsBegin);
  const to = page.indexOf(eventsEnd);
  if (from < 0 || to < from) throw new Error(`engine/README.md lacks the marks ${eventsBegin} and ${eventsEnd}.`);
  const elements = [
    ...[...RULES].filter(([, rule]) => rule.children.has('incoming')).map(([tag]) => tag),
    'complexGateway',
  ]
    .filter((tag) => !tag.endsWith('Event'))
    .map((tag) => `| \`${tag}\` | ${has(camunda7Vocabulary, tag)} | ${has(camunda8Vocabulary, tag)} |`);
  const cells = eventCells();
  const events = cells
    .map((cell) => ({ cell, seven: runs(cell, 7), eight: runs(cell, 8) }))
    .filter(({ seven, eight }) => seven || eight)
    .map(({ cell, seven, eight }) => `| ${nameOf(cell)} | ${word(seven)} | ${word(eight)} |`);
  return (
    `${page.slice(0, from)}${eventsBegin}\n\n| element | Camunda 7 | Camunda 8 |\n|---|---|---|\n${elements.join('\n')}\n\n| event | Camunda 7 | Camunda 8 |\n|---|---|---|\n${events.join('\n')}\n\n` +
    `All other ${cells.length - events.length} of the ${cells.length} combinations are refused in both.\n\n${page.slice(to)}`
  );
}

const word = (isRun: boolean): string => (isRun ? 'runs' : 'refused');
const has = (vocabulary: DialectVocabulary, tag: string): string =>
  word(RULES.has(tag) && !vocabulary.unsupportedElements.has(tag) && vocabulary.missingElement?.(tag) === undefined);

function rowsOf(schema: (typeof SCHEMAS)[number]): string[] {
  return extensionCells(schema).map(
    (cell) =>
      `| ${cell.type} | ${cell.word.replace(/[^ ,]*[:<][^ ,]*|^[a-zA-Z]+(?= of)/g, '`$&`')} | ${cell.fate?.is === 'refused' ? '–' : placesOf(schema, cell)} | ${cell.fate ? toldFate(cell.fate) : 'unknown'} |`,
  );
}

function toldFate(fate: ExtensionFate): string {
  const proof = 'test' in fate && fate.test !== undefined ? ` (\`${fate.test}\`)` : '';
  return `${fate.is === 'refused' ? 'refused by its name, with element and line' : fate.is}${proof}`;
}

/** Tags of BPMN that may have it, or the extension elements that do. */
function placesOf({ vocabulary }: (typeof SCHEMAS)[number], { kind, owners, property }: ExtensionCell): string {
  const own = owners.filter((owner) => owner.includes(':'));
  if (own.length === 0)
    return tagsText(
      vocabulary,
      [...RULES.keys()].filter((tag) => vocabulary.attributesOf(tag).has(property)),
    );
  const among = [
    ...new Set(
      own.flatMap((owner) =>
        [...RULES.keys()].filter((tag) => vocabulary.extensionsOf(tag).has(owner.replace(/^.*:/, ''))),
      ),
    ),
  ];
  return kind === 'element' || among.length > 0
    ? tagsText(vocabulary, among) || 'inside other words'
    : 'inside other words';
}

function tagsText(vocabulary: DialectVocabulary, tags: readonly string[]): string {
  if (tags.length > RULES.size - 5) return 'everywhere';
  const nodes = [...RULES]
    .filter(
      ([tag, rule]) =>
        rule.children.has('incoming') &&
        !vocabulary.unsupportedElements.has(tag) &&
        vocabulary.missingElement?.(tag) === undefined,
    )
    .map(([tag]) => tag);
  if (!nodes.every((tag) => tags.includes(tag))) return tags.join(', ');
  return ['activities, events, gateways', ...tags.filter((tag) => !nodes.includes(tag))].join(', ');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(pageFile, withEventTable(withExtensionTable(await readFile(pageFile, 'utf8'))));
