import { describe, expect, test } from 'vitest';
import { decisionFile, readDecisionCases } from '../deploy/decisions-for-tests.ts';
import { DMN, OTHER_DMN_NAMESPACES } from '../deploy/decisions/dmn-namespaces.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import type { ExpressionScope } from '../expressions/expression-port.ts';
import { fromJson, toJs } from '../expressions/values.ts';
import { evaluateDecision } from './evaluate-decision.ts';

/** A file of every version of DMN means the same: one of each kind of decision, asked in both notations. */
const VERSIONS = [
  ['1.1', 'http://www.omg.org/spec/DMN/20151101/dmn.xsd'],
  ['1.1, as some tools write it', 'http://www.omg.org/spec/DMN/20151101/dmn11.xsd'],
  ['1.2', 'http://www.omg.org/spec/DMN/20180521/MODEL/'],
  ['1.3', 'https://www.omg.org/spec/DMN/20191111/MODEL/'],
  ['1.4', 'https://www.omg.org/spec/DMN/20211108/MODEL/'],
  ['1.5', 'https://www.omg.org/spec/DMN/20230324/MODEL/'],
] as const;
const NOTATIONS = ['camunda7', 'camunda8'] as const;
const [{ xml } = { xml: '' }] = readDecisionCases(`=== a table, a literal expression, and a graph of both
table size UNIQUE
in integer amount
out string size
< 10 => "small"
>= 10 => "large"

literal half integer half: amount / 2

needs size half
table told UNIQUE
in - size
out string told
"small" => "few"
"large" => "many: " + string(half)
`);

const scope: ExpressionScope = {
  lookup: (name) => (name === 'amount' ? fromJson(20) : undefined),
  names: () => ['amount'].values(),
  now: 0,
};

test('these are all that are read', () => {
  expect(VERSIONS.map(([, namespace]) => namespace).sort()).toEqual([DMN, ...OTHER_DMN_NAMESPACES.keys()].sort());
});

describe.each(NOTATIONS)('%s', (notation) => {
  test.each(VERSIONS)('DMN %s: each kind of decision is deployed and made', (_version, namespace) => {
    const file = decisionFile(xml, notation).replace(DMN, namespace);
    expect(file).toContain(`xmlns="${namespace}"`);
    const { decisions, problems } = parseResource('versions.dmn', new TextEncoder().encode(file));
    expect(problems).toEqual([]);
    if (!decisions) throw new Error('no decisions were read');
    const answer = (decisionId: string): unknown => {
      const { result } = evaluateDecision(decisions, decisionId, scope);
      if (result.isFailed) throw new Error(result.message);
      return notation === 'camunda7'
        ? result.entries.map((entry) => Object.fromEntries([...entry].map(([name, { value }]) => [name, toJs(value)])))
        : toJs(result.value);
    };
    const asEach = (name: string, value: unknown): unknown => (notation === 'camunda7' ? [{ [name]: value }] : value);
    expect(answer('size')).toEqual(asEach('size', 'large'));
    expect(answer('half')).toEqual(asEach('half', 10));
    expect(answer('told')).toEqual(asEach('told', 'many: 10'));
  });
});
