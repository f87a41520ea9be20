import { afterEach, describe, expect, test } from 'vitest';
import { decisionFile, readDecisionCases } from '@/engine/deploy/decisions-for-tests.ts';
import { testApi } from './testing/test-api.ts';

const api = testApi();
afterEach(() => expect(api.failures).toEqual([]));

const decisionsOf = (text: string): string => readDecisionCases(`=== x\n${text}`)[0]?.xml ?? '';
const fileOf = (text: string, id: string): string => decisionFile(decisionsOf(text), 'camunda8', id);
const GRAPH = fileOf(
  `literal half - half: assert(amount, amount != null) / 2
needs half
table grade UNIQUE
in - half
out string name
< 10 => "low"
>= 10 => "high"`,
  'graph',
);
const evaluate = (body: Readonly<Record<string, unknown>>) => api.call('POST /decision-definitions/evaluation', body);
const business = (id: string, decisionId: string): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="x"><process id="${id}" isExecutable="true"><startEvent id="begin"/><sequenceFlow id="f1" sourceRef="begin" targetRef="decide"/><businessRuleTask id="decide"><extensionElements><zeebe:calledDecision decisionId="${decisionId}" resultVariable="grade"/></extensionElements></businessRuleTask><sequenceFlow id="f2" sourceRef="decide" targetRef="done"/><endEvent id="done"/></process></definitions>`;

describe('deployment', () => {
  test('200: decisions and their requirements; the same file again is the same, a changed one the next version', async () => {
    const first = await api.deploy(['graph.dmn', GRAPH]);
    expect(first.body).toMatchObject({
      deployments: [
        {
          decisionDefinition: {
            decisionDefinitionId: 'half',
            version: 1,
            name: 'half',
            decisionRequirementsId: 'graph',
            tenantId: '<default>',
          },
        },
        { decisionDefinition: { decisionDefinitionId: 'grade', version: 1 } },
        {
          decisionRequirements: {
            decisionRequirementsId: 'graph',
            decisionRequirementsName: 'Cases',
            version: 1,
            resourceName: 'graph.dmn',
            tenantId: '<default>',
          },
        },
      ],
    });
    expect((await api.deploy(['graph.dmn', GRAPH])).at('deployments')).toEqual(first.at('deployments'));
    expect(
      (await api.deploy(['graph.dmn', GRAPH.replace('"low"', '"lower"')])).at(
        'deployments',
        1,
        'decisionDefinition',
        'version',
      ),
    ).toBe(2);
  });

  test.each([
    [
      'a circle of requirements',
      'needs b\nliteral a - w: 1\nneeds a\nliteral b - v: 1',
      'Invalid DMN model: Cyclic dependencies between decisions detected.',
    ],
    ['FEEL that cannot be read', 'literal a - w: 1 +', "FEEL expression: failed to parse expression '1 +': "],
    [
      'a test that cannot be read',
      'table a UNIQUE\nin - x\nout - r\n= 1 => 1',
      "FEEL unary-tests: failed to parse expression '= 1': ",
    ],
    [
      'an aggregation of several outputs',
      'table a COLLECT:SUM\nin - x\nout - r\nout - s\n1 => 1 | 2',
      "hit policy 'COLLECT' with aggregator is not defined for compound output",
    ],
    [
      'another language',
      'xml <decision id="a" name="a"><literalExpression id="l" expressionLanguage="juel"><text>1</text></literalExpression></decision>',
      "Expression language 'juel' is not supported",
    ],
    [
      'a function as a decision',
      'xml <decision id="a" name="a"><functionDefinition id="f"><literalExpression id="x"><text>1</text></literalExpression></functionDefinition></decision>',
      "unsupported decision expression 'functionDefinition'",
    ],
    [
      'a call of what is no knowledge model',
      'xml <decision id="a" name="a"><invocation id="i"><literalExpression id="x"><text>nobody</text></literalExpression></invocation></decision>',
      "no BKM found with name 'nobody'",
    ],
    [
      'a call of a knowledge model that is not required',
      'xml <businessKnowledgeModel id="k" name="twice"><encapsulatedLogic><literalExpression id="y"><text>1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel><decision id="a" name="a"><invocation id="i"><literalExpression id="x"><text>twice</text></literalExpression></invocation></decision>',
      "no BKM found with name 'twice'",
    ],
    [
      'a list that is handed to a knowledge model',
      'xml <businessKnowledgeModel id="k" name="twice"><encapsulatedLogic><formalParameter name="n"/><literalExpression id="y"><text>n</text></literalExpression></encapsulatedLogic></businessKnowledgeModel><decision id="a" name="a"><knowledgeRequirement id="r"><requiredKnowledge href="#k"/></knowledgeRequirement><invocation id="i"><literalExpression id="x"><text>twice</text></literalExpression><binding><parameter name="n"/><list id="l"/></binding></invocation></decision>',
      "expected binding with literal expression but found 'list'",
    ],
    [
      'a call as the logic of a knowledge model',
      'xml <businessKnowledgeModel id="a" name="twice"><encapsulatedLogic><invocation id="i"><literalExpression id="x"><text>twice</text></literalExpression></invocation></encapsulatedLogic></businessKnowledgeModel><decision id="b" name="b"><literalExpression id="y"><text>1</text></literalExpression></decision>',
      "unsupported business knowledge model logic found 'invocation'",
    ],
    [
      'a row of another length than its relation',
      'xml <decision id="a" name="a"><relation id="r"><column name="c"/><column name="d"/><row id="w"><literalExpression id="y"><text>1</text></literalExpression></row></relation></decision>',
      "expected row with '2' elements but found '1'",
    ],
    [
      'a context without entries',
      'xml <decision id="a" name="a"><context id="c"/></decision>',
      'expected a context entry but found none',
    ],
    [
      'a function of a list',
      'xml <decision id="a" name="a"><context id="c"><contextEntry id="e"><variable name="f"/><functionDefinition id="g"><list id="l"/></functionDefinition></contextEntry></context></decision>',
      "expected literal expression but found 'list'",
    ],
    ['a decision without logic', 'xml <decision id="a" name="a"/>', "unsupported decision expression 'null'"],
  ])('400: %s, with the decision and the line', async (_what, text, sentence) => {
    const answer = await api.deploy(['a.dmn', fileOf(text, 'broken')]);
    expect(answer).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
    expect(answer.at('detail')).toContain(
      `Expected to deploy new resources, but encountered the following errors:\n'a.dmn': ${sentence}`,
    );
    expect(answer.at('detail')).toMatch(/\(decision 'a', line \d+, column \d+\)/);
  });

  test('204: requirements go with their decisions, which are not deleted one by one, and the version before is the newest, from which versions count on; 404 for the second time', async () => {
    const deployed = await api.deploy(['gone.dmn', fileOf('literal gone - v: 1', 'goneFile')]);
    const changed = await api.deploy(['gone.dmn', fileOf('literal gone - v: 2', 'goneFile')]);
    const key = changed.textAt('deployments', 1, 'decisionRequirements', 'decisionRequirementsKey');
    const decision = changed.textAt('deployments', 0, 'decisionDefinition', 'decisionDefinitionKey');
    expect((await api.call(`POST /resources/${decision}/deletion`, {})).at('detail')).toBe(
      `Command 'DELETE' rejected with code 'NOT_FOUND': Expected to delete resource but no resource found with key \`${decision}\``,
    );
    expect((await api.call(`POST /resources/${key}/deletion`, {})).status).toBe(204);
    expect((await evaluate({ decisionDefinitionId: 'gone' })).at('decisionDefinitionKey')).toBe(
      deployed.at('deployments', 0, 'decisionDefinition', 'decisionDefinitionKey'),
    );
    expect((await api.call(`POST /resources/${key}/deletion`, {})).status).toBe(404);
    const again = await api.deploy(['gone.dmn', fileOf('literal gone - v: 3', 'goneFile')]);
    expect(again.at('deployments', 0, 'decisionDefinition', 'version')).toBe(2);
    expect(again.at('deployments', 1, 'decisionRequirements', 'version')).toBe(2);
  });
});

describe('evaluation', () => {
  test('200: numbers are told in the words of Java, whole ones by their digits, in outputs, rules and inputs', async () => {
    const table =
      'table digits COLLECT\nin - x\nout - r\n- => [x, 1 / 8, 2 / 3 * 100000000, 9000000000, 1.0, "0.0001"]';
    await api.deploy(['digits.dmn', fileOf(`${table}`, 'digitsFile')]);
    const given = '[1.0E-4,0.125,6.6666666666666664E7,9000000000,1,"0.0001"]';
    const answer = await evaluate({ decisionDefinitionId: 'digits', variables: { x: 0.0001 } });
    expect(answer.body).toMatchObject({
      output: `[${given}]`,
      evaluatedDecisions: [
        {
          output: `[${given}]`,
          evaluatedInputs: [{ inputValue: '1.0E-4' }],
          matchedRules: [{ evaluatedOutputs: [{ outputValue: given }] }],
        },
      ],
    });
    await api.deploy(['alone.dmn', fileOf('literal alone - v: x', 'aloneFile')]);
    for (const [x, text] of [
      [12345678.5, '1.23456785E7'],
      [-0.00025, '-2.5E-4'],
      [9999999.5, '9999999.5'],
      [12345678, '12345678'],
    ])
      expect((await evaluate({ decisionDefinitionId: 'alone', variables: { x } })).at('output')).toBe(text);
  });

  test('200: every decision on the way with inputs, outputs and rules', async () => {
    await api.deploy(['graph.dmn', GRAPH]);
    const answer = await evaluate({ decisionDefinitionId: 'grade', variables: { amount: 30 } });
    expect(answer.body).toMatchObject({
      decisionDefinitionId: 'grade',
      decisionDefinitionName: 'grade',
      decisionRequirementsId: 'graph',
      output: '"high"',
      failureMessage: '',
      failedDecisionDefinitionId: '',
      tenantId: '<default>',
      evaluatedDecisions: [
        { decisionDefinitionId: 'half', output: '15', matchedRules: [], evaluatedInputs: [] },
        {
          decisionDefinitionId: 'grade',
          output: '"high"',
          evaluatedInputs: [{ inputName: 'half', inputValue: '15' }],
          matchedRules: [{ ruleIndex: 2, evaluatedOutputs: [{ outputName: 'name', outputValue: '"high"' }] }],
        },
      ],
    });
    const byKey = await evaluate({
      decisionDefinitionKey: answer.textAt('decisionDefinitionKey'),
      variables: { amount: 3 },
    });
    expect(byKey.at('output')).toMatch(/"low(er)?"/);
  });

  test('200: a knowledge model is told with what it gave, before the decision that called it', async () => {
    const models =
      'xml <businessKnowledgeModel id="rate" name="rate"><encapsulatedLogic><formalParameter name="n"/><decisionTable id="t"><input id="in" label="N"><inputExpression id="ie"><text>n</text></inputExpression></input><output id="out" name="r"/><rule id="rule"><inputEntry id="e1"><text>&gt; 1</text></inputEntry><outputEntry id="e2"><text>n * 2</text></outputEntry></rule></decisionTable></encapsulatedLogic></businessKnowledgeModel><decision id="rated" name="rated"><variable name="rated"/><knowledgeRequirement id="k"><requiredKnowledge href="#rate"/></knowledgeRequirement><literalExpression id="x"><text>rate(amount)</text></literalExpression></decision>';
    await api.deploy(['rated.dmn', fileOf(models, 'ratedFile')]);
    expect((await evaluate({ decisionDefinitionId: 'rated', variables: { amount: 3 } })).body).toMatchObject({
      output: '6',
      evaluatedDecisions: [
        {
          decisionDefinitionKey: '-1',
          decisionDefinitionId: 'rate',
          decisionDefinitionName: 'rate',
          decisionDefinitionVersion: -1,
          output: '6',
          evaluatedInputs: [{ inputName: 'N', inputValue: '3' }],
          matchedRules: [{ ruleId: 'rule', evaluatedOutputs: [{ outputName: 'r', outputValue: '6' }] }],
        },
        { decisionDefinitionId: 'rated', output: '6' },
      ],
    });
  });

  test('200: a failure is told, and is recorded as one', async () => {
    const answer = await evaluate({ decisionDefinitionId: 'grade', variables: {} });
    const sentence =
      "Expected to evaluate decision 'grade', but Assertion failure on evaluate the expression 'assert(amount, amount != null) / 2': The condition is not fulfilled";
    expect(answer.body).toMatchObject({
      output: 'null',
      failedDecisionDefinitionId: 'half',
      failureMessage: sentence,
      evaluatedDecisions: [{ decisionDefinitionId: 'half', output: 'null' }],
    });
    const found = await api.call('POST /decision-instances/search', {
      filter: { decisionEvaluationKey: answer.at('decisionEvaluationKey') },
    });
    expect(found.at('items')).toMatchObject([
      {
        decisionDefinitionId: 'half',
        state: 'FAILED',
        evaluationFailure: sentence,
        result: 'null',
        processInstanceKey: null,
      },
    ]);
  });

  test.each([
    [
      'an unknown id',
      { decisionDefinitionId: 'nothing' },
      "Command 'EVALUATE' rejected with code 'INVALID_ARGUMENT': Expected to evaluate decision 'nothing', but no decision found for id 'nothing'",
    ],
    [
      'an empty id',
      { decisionDefinitionId: '' },
      "Command 'EVALUATE' rejected with code 'INVALID_ARGUMENT': Expected either a decision id or a valid decision key, but none provided",
    ],
    ['neither id nor key', {}, 'At least one of [decisionDefinitionId, decisionDefinitionKey] is required.'],
  ])('400: %s', async (_what, body, detail) => {
    expect((await evaluate(body)).body).toMatchObject({ status: 400, detail });
  });
});

test('200: decisions of a process are found by it, with what they were made of', async () => {
  await api.deploy(['graph.dmn', GRAPH], ['order.bpmn', business('order', 'grade')]);
  const instance = await api.start('order', { amount: 30 });
  const found = await api.call('POST /decision-instances/search', {
    filter: { processInstanceKey: instance },
    sort: [{ field: 'decisionEvaluationInstanceKey', order: 'ASC' }],
  });
  expect(found.at('items')).toMatchObject([
    { decisionDefinitionId: 'half', state: 'EVALUATED', decisionDefinitionType: 'LITERAL_EXPRESSION', result: '15' },
    { decisionDefinitionId: 'grade', decisionDefinitionType: 'DECISION_TABLE' },
  ]);
  const one = await api.call(`GET /decision-instances/${found.textAt('items', 1, 'decisionEvaluationInstanceKey')}`);
  expect(one.body).toMatchObject({
    decisionDefinitionId: 'grade',
    evaluatedInputs: [{ inputName: 'half' }],
    matchedRules: [{ ruleIndex: 2 }],
  });
  expect(
    (
      await api.call('POST /decision-definitions/search', {
        filter: { decisionDefinitionId: 'grade', isLatestVersion: true },
      })
    ).at('items'),
  ).toHaveLength(1);
  expect((await api.call(`GET /decision-definitions/${one.textAt('decisionDefinitionKey')}/xml`)).text).toContain(
    '<decisionTable',
  );
  expect(
    (await api.call('POST /decision-requirements/search', { filter: { decisionRequirementsId: 'graph' } })).at(
      'items',
      0,
      'decisionRequirementsName',
    ),
  ).toBe('Cases');
});

test('404: no such decision, requirements or evaluation', async () => {
  for (const path of [
    'decision-definitions/1',
    'decision-definitions/1/xml',
    'decision-requirements/1',
    'decision-requirements/1/xml',
    'decision-instances/1-1',
    'decision-instances/abc',
  ])
    expect((await api.call(`GET /${path}`)).status, path).toBe(404);
});
