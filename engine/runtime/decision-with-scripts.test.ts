import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { decisionFile } from '../deploy/decisions-for-tests.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { toJs } from '../expressions/values.ts';
import type { Variables } from '../graph/variable-value.ts';
import { decisionWithScripts } from './decision-with-scripts.ts';
import type { OutsideCalls } from './outside-calls.ts';
import { loadSandbox, type Sandbox } from './scripts/sandbox.ts';

const VARIABLES: Variables = {
  a: { type: 'Integer', text: '3' },
  b: { type: 'String', text: 'str' },
  c: { type: 'Boolean', text: 'true' },
  d: { type: 'Date', text: '2020-01-01T00:00:00.000Z' },
  L: { type: 'Long', text: '5' },
};
const LINES = readFileSync(new URL('decision-script-answers.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const CASES = LINES.flatMap((line, at) => (at % 2 === 0 ? [[line, LINES[at + 1]?.trim() ?? ''] as const] : []));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await loadSandbox();
});
const outside: Pick<OutsideCalls, 'make'> = {
  make: async (call) => (call.kind === 'script' ? sandbox.run(call) : { kind: 'failed', message: 'no script' }),
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const said = (name: string, value: string | null | undefined): string => (value ? ` ${name}="${value}"` : '');
const table = (clauses: string, rule: string): string =>
  `<decision id="x" name="x"><decisionTable id="t">${clauses}<rule id="r">${rule}</rule></decisionTable></decision>`;

type Row = readonly [
  language: string | null,
  type: string | null,
  text: string,
  entryLanguage?: string,
  entry?: string,
];
function decisionOf(kind: string, [language, type, text, entryLanguage, entry]: Row): string {
  const cell = said('expressionLanguage', language);
  const typeRef = said('typeRef', type);
  switch (kind) {
    case 'out':
      return table(
        `<output id="o" name="r"${typeRef}/>`,
        `<outputEntry id="e"${cell}><text>${escaped(text)}</text></outputEntry>`,
      );
    case 'lit':
      return `<decision id="x" name="x"><variable id="v" name="r"${typeRef}/><literalExpression id="l"${cell}><text>${escaped(text)}</text></literalExpression></decision>`;
    default:
      return table(
        `<input id="i" camunda:inputVariable="iv"><inputExpression id="ie"${typeRef}${cell}><text>${escaped(text)}</text></inputExpression></input><output id="o" name="r"/>`,
        `<inputEntry id="n"${said('expressionLanguage', entryLanguage)}><text>${escaped(entry ?? '')}</text></inputEntry><outputEntry id="e"><text>"hit"</text></outputEntry>`,
      );
  }
}

async function decided(xml: string): Promise<string> {
  const { decisions: graph, problems } = parseResource(
    'p.dmn',
    new TextEncoder().encode(decisionFile(xml, 'camunda7')),
  );
  if (!graph) return `refused ${problems.map(({ message }) => message).join(' ')}`;
  const definition = {
    key: '1',
    decisionId: 'x',
    version: 1,
    graph,
    tenantId: null,
    requirementsKey: null,
    versions: new Map(),
    deploymentKey: '1',
  };
  const { result } = await decisionWithScripts(outside, definition, VARIABLES, 0);
  if (result.isFailed) return `fails ${result.message}`;
  const [value] = result.entries[0]?.values() ?? [];
  if (value === undefined || value.value.text === null) return '= Null';
  return `= ${value.value.type}:${JSON.stringify(value.value.type === 'Double' ? Number(value.value.text) : toJs(value.value))}`;
}

it.each(CASES)('%s', async (asked, wanted) => {
  const [, kind = '', row = ''] = /^(\w+) (.*)$/.exec(asked) ?? [];
  expect(await decided(decisionOf(kind, JSON.parse(row) as Row))).toBe(wanted.replace('"NaN"', 'null'));
});

it('a script more than a decision may ask for fails', async () => {
  const rules = Array.from(
    { length: 201 },
    (_, n) =>
      `<rule id="r${n}"><outputEntry id="e${n}" expressionLanguage="javascript"><text>${n}</text></outputEntry></rule>`,
  );
  const xml = (count: number): string =>
    `<decision id="x" name="x"><decisionTable id="t" hitPolicy="COLLECT" aggregation="MAX"><output id="o" name="r" typeRef="integer"/>${rules.slice(0, count).join('')}</decisionTable></decision>`;
  expect(await decided(xml(200))).toBe('= Integer:199');
  expect(await decided(xml(201))).toBe(
    "fails DMN-01002 Unable to evaluate expression for language 'ECMAScript': '200'",
  );
});
