import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { processorClock } from '../runtime/processor-clock.ts';
import { giveProcessorClock } from '../expressions/processor-time.ts';
import { decisionFile, readDecisionCases } from '../deploy/decisions-for-tests.ts';
import { parseResource } from '../deploy/parse-resource.ts';
import { fromJson, toJs, toJsonText } from '../expressions/values.ts';
import type { ExpressionScope } from '../expressions/expression-port.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { evaluateDecision } from './evaluate-decision.ts';
import type { DecisionOutcome } from './decision-outcome.ts';

beforeAll(() => giveProcessorClock(processorClock));

/**
 * The table of answers was compared with Camunda 7.24 and Camunda 8.6 through their APIs. `refused`: at deployment;
 * `left out`: the decision is not there after it; `fails`: the evaluation does. `-` where the originals' answer is not
 * wanted.
 */
const CASES = readDecisionCases(readFileSync(new URL('./decision-cases.txt', import.meta.url), 'utf8'));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const scopeOf = (variables: Readonly<Record<string, unknown>>): ExpressionScope => {
  const values = new Map(Object.entries(variables).map(([name, value]) => [name, fromJson(value)]));
  return { lookup: (name) => values.get(name), names: () => values.keys(), now: 0 };
};

function answer(
  notation: 'camunda7' | 'camunda8',
  xml: string,
  decisionId: string,
  variables: Readonly<Record<string, unknown>>,
): string {
  const { decisions, problems } = parseResource('p.dmn', bytes(decisionFile(xml, notation)));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!decisions) return `refused ${errors.map(({ message }) => message).join('\\n')}`;
  if (!decisions.decisions.has(decisionId)) return 'left out';
  const outcome = evaluateDecision(decisions, decisionId, scopeOf(variables));
  return notation === 'camunda7' ? answer7(outcome) : answer8(outcome);
}

function answer7({ result }: DecisionOutcome): string {
  if (result.isFailed) return 'fails';
  return `[${result.entries
    .map(
      (entry) =>
        `{${[...entry]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, { value, isTyped }]) => `${name}: ${shown(value, isTyped)}`)
          .join(', ')}}`,
    )
    .join(', ')}]`;
}

function shown(value: VariableValue, isTyped: boolean): string {
  if (value.type === 'Date') return `Date "${value.text?.replace(/Z$/, '+0000')}"`;
  return `${value.text === null ? 'Null' : isTyped ? value.type : 'null'} ${JSON.stringify(toJs(value))}`;
}

const answer8 = ({ result }: DecisionOutcome): string =>
  result.isFailed
    ? `! ${result.decisionId}: Expected to evaluate decision '${result.decisionId}', but ${result.message}`
    : toJsonText(result.value);

/** Keys of an object have no order, and sentences about syntax are our own. */
const comparable = (text: string): string => {
  if (text.startsWith('refused')) return 'refused';
  if (/^[[{"\d]/.test(text) && !text.includes(': Integer')) {
    try {
      return canonical(JSON.parse(text));
    } catch {
      return text;
    }
  }
  return text;
};
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => `${name}:${canonical(item)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

describe.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, { xml, questions }) => {
  const asked = questions.flatMap(({ decisionId, variables, answers }) =>
    [...answers].map(
      ([notation, expected]) =>
        [
          `${decisionId} ${JSON.stringify(variables)} in ${notation}`,
          notation,
          decisionId,
          variables,
          expected,
        ] as const,
    ),
  );
  test.each(asked)('%s', (_label, notation, decisionId, variables, expected) => {
    expect(comparable(answer(notation === '7' ? 'camunda7' : 'camunda8', xml, decisionId, variables))).toBe(
      comparable(expected),
    );
  });
});

describe('what was made of it', () => {
  const outcomeOf = (text: string, decisionId: string, notation: 'camunda7' | 'camunda8'): DecisionOutcome => {
    const xml = readDecisionCases(`=== x\n${text}`)[0]?.xml ?? '';
    const { decisions } = parseResource('p.dmn', bytes(decisionFile(xml, notation)));
    if (!decisions) throw new Error('the file was refused');
    return evaluateDecision(decisions, decisionId, scopeOf({}));
  };
  const DIAMOND =
    'literal a - w: 1\nneeds a\nliteral b - v: w + 1\nneeds a\nliteral c - u: w + 2\nneeds b c\nliteral d - r: 0';
  const made = ({ evaluated }: DecisionOutcome): string => evaluated.map(({ decisionId }) => decisionId).join(' ');

  test('what two decisions require is noted once in Camunda 7, once for each in Camunda 8', () => {
    expect(made(outcomeOf(DIAMOND, 'd', 'camunda7'))).toBe('a b c d');
    expect(made(outcomeOf(DIAMOND, 'd', 'camunda8'))).toBe('a b a c d');
  });

  test('a value of the wrong type is noted as what the decision came to', () => {
    const { evaluated, result } = outcomeOf('literal d number v: "x"', 'd', 'camunda8');
    expect(result.isFailed).toBe(true);
    expect(evaluated.map(({ output }) => output.text)).toEqual(['x']);
  });

  test('calls of a knowledge model are noted before the decision that made them', () => {
    const { knowledge, evaluated } = outcomeOf(
      'xml <businessKnowledgeModel id="inner" name="inner"><encapsulatedLogic><formalParameter name="n"/><literalExpression id="x1"><text>n * 10</text></literalExpression></encapsulatedLogic></businessKnowledgeModel><businessKnowledgeModel id="outer" name="outer"><encapsulatedLogic><formalParameter name="n"/><literalExpression id="x2"><text>inner(n) + 1</text></literalExpression></encapsulatedLogic><knowledgeRequirement id="k1"><requiredKnowledge href="#inner"/></knowledgeRequirement></businessKnowledgeModel><decision id="first" name="first"><variable name="first"/><literalExpression id="x3"><text>2</text></literalExpression></decision><decision id="d" name="d"><variable name="d"/><informationRequirement id="i1"><requiredDecision href="#first"/></informationRequirement><knowledgeRequirement id="k2"><requiredKnowledge href="#outer"/></knowledgeRequirement><literalExpression id="x4"><text>outer(first)</text></literalExpression></decision>',
      'd',
      'camunda8',
    );
    expect(evaluated.map(({ decisionId }) => decisionId)).toEqual(['first', 'd']);
    expect(knowledge.map(({ knowledgeId, output, before }) => [knowledgeId, output.text, before])).toEqual([
      ['inner', '20', 1],
      ['outer', '21', 1],
    ]);
  });

  test('requirements that would be met without end are a failure', () => {
    const levels = 20;
    const text = Array.from(
      { length: levels },
      (_, n) =>
        (n === 0 ? '' : `needs d${n - 1} e${n - 1}\n`) +
        `literal d${n} - v${n}: 1\n` +
        (n === 0 ? '' : `needs d${n - 1} e${n - 1}\n`) +
        `literal e${n} - w${n}: 1`,
    ).join('\n');
    const { result } = outcomeOf(text, `d${levels - 1}`, 'camunda8');
    expect(result.isFailed && result.message).toMatch(/more than 10000 decisions would be made/);
  });
});

test('Camunda 7 reads no knowledge model, and none that is asked for has to be there', () => {
  const model = (asked: string): string =>
    readDecisionCases(
      `=== x\nxml <businessKnowledgeModel id="bkm" name="twice"><encapsulatedLogic id="l"><formalParameter id="p" name="n"/><literalExpression id="x"><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>\nxml <decision id="e" name="e"><variable id="v" name="v"/><knowledgeRequirement id="r"><requiredKnowledge href="${asked}"/></knowledgeRequirement><literalExpression id="y"><text>twice(4)</text></literalExpression></decision>`,
    )[0]?.xml ?? '';
  expect([answer('camunda7', model('#bkm'), 'e', {}), answer('camunda7', model('#nowhere'), 'e', {})]).toEqual([
    '[{v: Null null}]',
    '[{v: Null null}]',
  ]);
  expect(answer('camunda8', model('#bkm'), 'e', {})).toBe('8');
  expect(answer('camunda8', model('#nowhere'), 'e', {})).toMatch(
    /Unable to find a model element instance for id nowhere/,
  );
});

test('a language of blanks is none in Camunda 7', () => {
  const table = (language: string) =>
    `<decision id="a" name="a"><decisionTable id="t"><input id="i"><inputExpression id="ie" ${language}><text>x</text></inputExpression></input><output id="o" name="r"/><rule id="r1"><inputEntry id="e" ${language}><text>1</text></inputEntry><outputEntry id="oe" ${language}><text>2</text></outputEntry></rule></decisionTable></decision>`;
  for (const language of ['expressionLanguage=""', 'expressionLanguage=" "'])
    expect(answer('camunda7', table(language), 'a', { x: 1 })).toBe(answer('camunda7', table(''), 'a', { x: 1 }));
});

describe('hostile files and values', () => {
  const chain = (length: number): string =>
    Array.from(
      { length },
      (_, n) => `${n === 0 ? '' : `needs d${n - 1}\n`}literal d${n} - v${n}: ${n === 0 ? '1' : `v${n - 1} + 1`}`,
    ).join('\n');

  test('a long chain of requirements is made without a deep stack', () => {
    const xml = readDecisionCases(`=== x\n${chain(3_000)}`)[0]?.xml ?? '';
    expect(answer('camunda8', xml, 'd2999', {})).toBe('3000');
  });

  test('a table of as many rules as a file may hold is decided within its budget', () => {
    const rules = 30_000;
    const table = `table big FIRST\nin - x\nout - r\n${Array.from({ length: rules }, (_, n) => `${n} => ${n}`).join('\n')}`;
    const xml = readDecisionCases(`=== x\n${table}`)[0]?.xml ?? '';
    expect(answer('camunda8', xml, 'big', { x: rules - 1 })).toBe(String(rules - 1));
  });

  test.each([
    [
      'a loop without an end',
      'literal e - v: for i in 1..1000000 return for k in 1..1000000 return i * k',
      /takes more than 250 ms/,
    ],
    [
      'a knowledge model that calls itself',
      'xml <businessKnowledgeModel id="bkm" name="again"><encapsulatedLogic id="l"><formalParameter id="p" name="n"/><literalExpression id="x"><text>n</text></literalExpression></encapsulatedLogic><knowledgeRequirement id="r"><requiredKnowledge href="#bkm"/></knowledgeRequirement></businessKnowledgeModel>\nxml <decision id="e" name="e"><literalExpression id="y"><text>1</text></literalExpression></decision>',
      /Cyclic dependencies between knowledge models/,
    ],
    ['a function that calls itself', 'literal e - v: {f: function(g) g(g)}.f(function(g) g(g))', /deeper than 200/],
    [
      'a text that doubles',
      'literal e - v: { a: "xxxxxxxxxx", b: for i in 1..100000 return string join(for k in 1..1000 return a) }',
      /takes more than|longer than|more than/,
    ],
  ])('%s ends as a failure', (_what, text, sentence) => {
    const xml = readDecisionCases(`=== x\n${text}`)[0]?.xml ?? '';
    expect(answer('camunda8', xml, 'e', {})).toMatch(sentence);
  });

  test('names of JavaScript mean nothing', () => {
    const xml =
      readDecisionCases(
        '=== x\ntable e UNIQUE\nin - __proto__\nout - constructor\nout - __proto__\n1 => toString | 2',
      )[0]?.xml ?? '';
    expect(answer('camunda8', xml, 'e', JSON.parse('{"__proto__":1}') as Record<string, unknown>)).toBe(
      '{"constructor":null,"__proto__":2}',
    );
  });
});

test('Camunda 7: a value that does not fit is told as Java writes it, and a number of Json is a node to JUEL', () => {
  const told = (variable: VariableValue, type: string): string => {
    const { decisions } = parseResource(
      'p.dmn',
      bytes(
        decisionFile(
          `<decision id="d" name="d"><variable id="v" name="r" typeRef="${type}"/><literalExpression id="l" expressionLanguage="juel"><text>v</text></literalExpression></decision>`,
          'camunda7',
        ),
      ),
    );
    if (!decisions) return 'refused';
    const { result } = evaluateDecision(decisions, 'd', { lookup: () => variable, names: () => ['v'], now: 0 });
    return result.isFailed ? result.message : 'decided';
  };
  const invalid = (text: string, type: string) => `DMN-01005 Invalid value '${text}' for clause with type '${type}'.`;
  expect(told({ type: 'Json', text: '12' }, 'integer')).toBe(invalid('12', 'integer'));
  expect(told({ type: 'Json', text: '{"k":[1,2]}' }, 'date')).toBe(invalid('{"k":[1,2]}', 'date'));
  expect(told({ type: 'Double', text: '1' }, 'boolean')).toBe(invalid('1.0', 'boolean'));
  expect(told({ type: 'Date', text: '2024-02-03T04:05:06.000Z' }, 'long')).toBe(
    invalid('Sat Feb 03 04:05:06 UTC 2024', 'long'),
  );
  expect(told({ type: 'Json', text: '12' }, 'string')).toBe('decided');
});
