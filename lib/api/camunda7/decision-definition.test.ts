import { beforeAll, describe, expect, test } from 'vitest';
import { decisionFile, readDecisionCases } from '@/engine/deploy/decisions-for-tests.ts';
import { around } from './testing/models.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const DISCOUNT = decisionsOf(`=== discount
table discount UNIQUE
in integer amount
out double percent
out string note
< 100 => 1.5 | "little"
>= 100 => 5 | "much"
> 1000 => 6 | "too much"`);
const GRAPH = decisionsOf(`=== graph
literal half - half: amount / 2
needs half
table grade COLLECT:SUM
in - half
out integer points
> 1 => 1
> 10 => 2`);

const api = engineRest();
beforeAll(async () => {
  expect(
    (
      await deploy('rules', {
        'discount.dmn': decisionFile(DISCOUNT, 'camunda7', 'single'),
        'graph.dmn': decisionFile(GRAPH, 'camunda7', 'graph'),
      })
    ).status,
  ).toBe(200);
});

function decisionsOf(text: string): string {
  return readDecisionCases(text)[0]?.xml ?? '';
}

async function deploy(
  name: string,
  files: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>> = {},
) {
  const form = new FormData();
  form.set('deployment-name', name);
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  for (const [file, content] of Object.entries(files)) form.set(file, new Blob([content]), file);
  const response = await fetch(`${api.base}/deployment/create`, { method: 'POST', body: form });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const evaluate = (key: string, variables: Readonly<Record<string, unknown>>) =>
  api.call(`POST /decision-definition/key/${key}/evaluate`, {
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
  });

describe('definitions', () => {
  test('200: a file with one decision has no requirements, one with several has', async () => {
    const all = await api.call('GET /decision-definition?sortBy=key&sortOrder=asc');
    expect(all.body).toMatchObject([
      {
        key: 'discount',
        version: 1,
        name: 'discount',
        category: 'urn:cases',
        resource: 'discount.dmn',
        historyTimeToLive: 180,
        decisionRequirementsDefinitionKey: null,
      },
      { key: 'grade', decisionRequirementsDefinitionKey: 'graph' },
      { key: 'half', decisionRequirementsDefinitionKey: 'graph' },
    ]);
    expect((await api.call('GET /decision-requirements-definition/key/graph')).body).toMatchObject({
      key: 'graph',
      name: 'Cases',
      version: 1,
    });
    expect((await api.call('GET /decision-requirements-definition/count')).body).toEqual({ count: 1 });
    expect((await api.call('GET /decision-definition/key/half/xml')).at('dmnXml')).toContain('<literalExpression');
    expect((await api.call('GET /decision-definition/key/half/diagram')).status).toBe(204);
  });

  test('204: the time to live is set; 400: not to less than nothing', async () => {
    expect(
      (await api.call('PUT /decision-definition/key/discount/history-time-to-live', { historyTimeToLive: 7 })).status,
    ).toBe(204);
    expect((await api.call('GET /decision-definition/key/discount')).at('historyTimeToLive')).toBe(7);
    expect(
      (await api.call('PUT /decision-definition/key/discount/history-time-to-live', { historyTimeToLive: -1 })).body,
    ).toEqual({
      type: 'BadUserRequestException',
      message: 'historyTimeToLive is not greater than or equal to 0',
      code: 0,
    });
  });

  test('400 and 404: unknown names, and the newest of one deployment', async () => {
    expect((await api.call('GET /decision-definition/nothing')).body).toEqual({
      type: 'InvalidRequestException',
      message: "no deployed decision definition found with id 'nothing': decisionDefinition is null",
      code: 0,
    });
    expect((await api.call('GET /decision-definition/key/nothing')).status).toBe(404);
    expect((await api.call('GET /decision-requirements-definition/nothing')).status).toBe(400);
    expect((await api.call('GET /decision-definition?latestVersion=true&deploymentId=1')).at('type')).toBe(
      'NotValidException',
    );
  });

  test('200: the same files again are new versions, unless duplicates are filtered; after a removal the version before is the newest', async () => {
    const file = { 'twice.dmn': decisionFile(decisionsOf('=== t\nliteral twice - v: 1'), 'camunda7', 'file') };
    expect((await deploy('twice', file)).body.deployedDecisionDefinitions).not.toBeNull();
    expect(
      (await deploy('twice', file, { 'enable-duplicate-filtering': 'true' })).body.deployedDecisionDefinitions,
    ).toBeNull();
    const second = await deploy('other', {
      'twice.dmn': decisionFile(decisionsOf('=== t\nliteral twice - v: 2'), 'camunda7', 'file'),
    });
    expect((await evaluate('twice', {})).body).toEqual([{ v: { type: null, value: 2, valueInfo: null } }]);
    expect((await api.call(`DELETE /deployment/${String(second.body.id)}?cascade=true`)).status).toBe(204);
    expect((await evaluate('twice', {})).body).toEqual([{ v: { type: null, value: 1, valueInfo: null } }]);
    expect((await api.call('GET /history/decision-instance/count?decisionDefinitionKey=twice')).body).toEqual({
      count: 1,
    });
  });
});

describe('what cannot be deployed', () => {
  test.each([
    ['a circle of requirements', 'needs b\nliteral a - w: 1\nneeds a\nliteral b - v: 1', 'Cyclic dependencies'],
    [
      'a hit policy that Camunda 7 does not have',
      'table a PRIORITY\nin - x\nout string r: "a"\n1 => "a"',
      "The hit policy 'PRIORITY'",
    ],
    ['a required decision that is nowhere', 'needs nowhere\nliteral a - v: 1', 'nowhere'],
    [
      'a script',
      'xml <decision id="a" name="a"><variable id="v" name="v"/><literalExpression id="l" expressionLanguage="groovy"><text>1</text></literalExpression></decision>',
      "The expression language 'groovy'",
    ],
  ])(
    '500: %s; the details say what and where, and nothing of the deployment is there',
    async (_what, text, sentence) => {
      const answer = await deploy('broken', {
        'good.bpmn': around('good', '<bpmn:task id="t"/>', 't'),
        'broken.dmn': decisionFile(decisionsOf(`=== x\n${text}`), 'camunda7'),
      });
      expect(answer).toMatchObject({
        status: 500,
        body: {
          type: 'ProcessEngineException',
          message: "ENGINE-22004 Unable to transform DMN resource 'broken.dmn'.",
          code: 0,
          details: {
            'broken.dmn': {
              errors: [{ message: expect.stringContaining(sentence), line: expect.any(Number), mainElementId: 'a' }],
            },
          },
        },
      });
      expect((await api.call('GET /process-definition/key/good')).status).toBe(404);
    },
  );

  test.each([
    ['no XML', 'text'],
    ['a document type', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x/>'],
    ['another language', '<definitions xmlns="urn:x"/>'],
  ])('500: %s', async (_what, content) => {
    expect(await deploy('broken', { 'broken.dmn': content })).toMatchObject({
      status: 500,
      body: { message: "ENGINE-22004 Unable to transform DMN resource 'broken.dmn'." },
    });
  });
});

describe('evaluation', () => {
  test('200: results with the types of the table; none where no rule applies', async () => {
    expect((await evaluate('discount', { amount: 50 })).body).toEqual([
      {
        percent: { type: 'Double', value: 1.5, valueInfo: {} },
        note: { type: 'String', value: 'little', valueInfo: {} },
      },
    ]);
    expect((await evaluate('discount', {})).body).toEqual([]);
    expect((await evaluate('grade', { amount: 50 })).body).toEqual([
      { points: { type: 'Integer', value: 3, valueInfo: {} } },
    ]);
  });

  test('500: a value of the wrong type, two rules where one may apply; 404: an unknown decision; 400: an unknown type', async () => {
    const id = textOf(await api.call('GET /decision-definition/key/discount'), 'id');
    for (const amount of ['many', 5000])
      expect((await evaluate('discount', { amount })).body).toEqual({
        type: 'RestException',
        message: `Cannot evaluate decision ${id}: Exception while evaluating decision with key 'null'`,
        code: 0,
      });
    expect((await api.call('POST /decision-definition/nothing/evaluate', { variables: {} })).body).toMatchObject({
      message:
        "Cannot evaluate decision nothing: no deployed decision definition found with id 'nothing': decisionDefinition is null",
    });
    expect((await evaluate('nothing', {})).status).toBe(404);
    expect(
      (
        await api.call('POST /decision-definition/key/discount/evaluate', {
          variables: { amount: { value: 1, type: 'Colour' } },
        })
      ).status,
    ).toBe(400);
  });

  test('400 in plain text: a count of no rules, which no output names', async () => {
    const table = '=== counted\ntable counted COLLECT:COUNT\nin - age\nout string n\n> 10 => "a"';
    await deploy('counted', { 'counted.dmn': decisionFile(decisionsOf(table), 'camunda7', 'counting') });
    expect((await evaluate('counted', { age: 20 })).body).toEqual([
      { n: { type: 'Integer', value: 1, valueInfo: {} } },
    ]);
    const none = await evaluate('counted', { age: 5 });
    expect(none.status).toBe(400);
    expect(none.text).toMatch(/^Null key for a Map not allowed in JSON/);
  });

  test('500: an evaluation without an end is stopped by its budget', async () => {
    await deploy('endless', {
      'endless.dmn': decisionFile(
        decisionsOf('=== e\nliteral endless - v: for i in 1..1000000 return for k in 1..1000000 return i * k'),
        'camunda7',
        'file',
      ),
    });
    expect((await evaluate('endless', {})).status).toBe(500);
  });
});

test('200: history tells inputs, outputs and the decision that it was made for', async () => {
  const model = around(
    'ordering',
    '<bpmn:businessRuleTask id="decide" camunda:decisionRef="grade" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="points" />',
    'decide',
  );
  expect((await api.deploy('ordering', model)).status).toBe(200);
  const instance = await api.start('ordering', { amount: { value: 50 } });
  const all = await api.call(
    `GET /history/decision-instance?processInstanceId=${instance}&includeInputs=true&includeOutputs=true`,
  );
  const root = await api.call(
    `GET /history/decision-instance?processInstanceId=${instance}&rootDecisionInstancesOnly=true`,
  );
  expect(root.body).toMatchObject([
    {
      decisionDefinitionKey: 'grade',
      activityId: 'decide',
      collectResultValue: 3,
      rootDecisionInstanceId: null,
      decisionRequirementsDefinitionKey: 'graph',
      processDefinitionKey: 'ordering',
    },
  ]);
  expect(all.body).toMatchObject([
    {
      decisionDefinitionKey: 'half',
      rootDecisionInstanceId: root.at(0, 'id'),
      inputs: [],
      outputs: [{ variableName: 'half', type: 'Long', value: 25, ruleId: null, createTime: null }],
    },
    {
      decisionDefinitionKey: 'grade',
      inputs: [{ clauseId: 'ingrade_1', clauseName: 'half', value: 25 }],
      outputs: [
        {
          ruleId: 'rulegrade_1',
          ruleOrder: 1,
          variableName: 'points',
          value: 1,
          createTime: expect.any(String) as string,
        },
        { ruleOrder: 2, value: 2 },
      ],
    },
  ]);
  const id = textOf(root, 0, 'id');
  expect((await api.call(`GET /history/decision-instance?rootDecisionInstanceId=${id}`)).body).toHaveLength(2);
  expect(
    (await api.call(`GET /history/decision-instance/${id}?includeInputs=true`)).at('inputs', 0, 'decisionInstanceId'),
  ).toBe(id);
  const requirements = textOf(root, 0, 'decisionRequirementsDefinitionId');
  expect(
    (
      await api.call(
        `GET /history/decision-requirements-definition/${requirements}/statistics?decisionInstanceId=${id}`,
      )
    ).body,
  ).toEqual(
    expect.arrayContaining([
      { decisionDefinitionKey: 'grade', evaluations: 1 },
      { decisionDefinitionKey: 'half', evaluations: 1 },
    ]),
  );
  expect((await api.call('GET /history/decision-instance/nothing')).status).toBe(404);
  expect((await api.call(`GET /variable-instance?processInstanceIdIn=${instance}`)).body).toEqual([]);
});

test('500: a decision that fails undoes the start, by the exception of the original', async () => {
  expect(
    (
      await api.deploy(
        'failing',
        around('failing', '<bpmn:businessRuleTask id="decide" camunda:decisionRef="discount" />', 'decide'),
      )
    ).status,
  ).toBe(200);
  expect(
    (await api.call('POST /process-definition/key/failing/start', { variables: { amount: { value: 'many' } } })).body,
  ).toEqual({
    type: 'DmnEngineException',
    message: "DMN-01005 Invalid value 'many' for clause with type 'integer'.",
    code: null,
  });
  expect((await api.call('GET /history/decision-instance/count?processDefinitionKey=failing')).body).toEqual({
    count: 0,
  });
});
