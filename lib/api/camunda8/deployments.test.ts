import { afterEach, describe, expect, test } from 'vitest';
import { invalid, pass, userTask, work } from './testing/models.ts';
import { testApi, type TestApi } from './testing/test-api.ts';

const UNKNOWN = '4503599627370000';
const api = testApi();
afterEach(() => expect(api.failures).toEqual([]));

const REFUSED =
  "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:\n";
const definitionOf = (answer: Awaited<ReturnType<TestApi['deploy']>>, at = 0) =>
  answer.at('deployments', at, 'processDefinition');

describe('deployment', () => {
  test('200: keys and versions; the same file again is the same definition, a changed one the next version', async () => {
    const first = await api.deploy(['work.bpmn', work('work')]);
    expect(first).toMatchObject({
      status: 200,
      type: 'application/json',
      body: {
        tenantId: '<default>',
        deployments: [
          {
            processDefinition: {
              processDefinitionId: 'work',
              processDefinitionVersion: 1,
              resourceName: 'work.bpmn',
              tenantId: '<default>',
            },
          },
        ],
      },
    });
    expect(first.textAt('deploymentKey')).toMatch(/^\d+$/);
    expect(definitionOf(await api.deploy(['work.bpmn', work('work')]))).toEqual(definitionOf(first));
    expect(definitionOf(await api.deploy(['work.bpmn', work('work', 'other-type')]))).toMatchObject({
      processDefinitionVersion: 2,
    });
  });

  test('200: several files are one deployment', async () => {
    const answer = await api.deploy(['a.bpmn', pass('a')], ['b.bpmn', userTask('b')]);
    expect([definitionOf(answer), definitionOf(answer, 1)]).toMatchObject([
      { processDefinitionId: 'a' },
      { processDefinitionId: 'b' },
    ]);
  });

  test('200: a form has versions of its own, is answered after the rest, and stays what it is with the same name and content', async () => {
    const form = (id: string, more = '') => `{"id":"${id}","components":[]${more}}`;
    const versions = async (...files: [string, string][]) =>
      (
        (await api.deploy(...files)).at('deployments') as Record<
          string,
          { version?: number; processDefinitionVersion?: number; formId?: string }
        >[]
      ).map((one) => [Object.keys(one)[0], one.form?.version ?? one.processDefinition?.processDefinitionVersion]);
    expect(await versions(['ask.form', form('ask')])).toEqual([['form', 1]]);
    expect(await versions(['asked.bpmn', pass('asked')])).toEqual([['processDefinition', 1]]);
    expect(await versions(['ask.form', form('ask')], ['asked.bpmn', pass('asked')])).toEqual([
      ['processDefinition', 1],
      ['form', 1],
    ]);
    expect(await versions(['other.form', form('ask')])).toEqual([['form', 2]]);
    // One file that is new makes new versions of all.
    expect(
      await versions(['other.form', form('ask')], ['asked.bpmn', pass('asked')], ['new.form', form('new')]),
    ).toEqual([
      ['processDefinition', 2],
      ['form', 3],
      ['form', 1],
    ]);
  });

  test.each([
    ['no JSON', 'nope', "'broken.form': It is not JSON"],
    ['a list', '[]', "'broken.form': A form is a JSON object, but this is a list."],
    ['without id', '{}', 'Expected the form id to be present, but none given'],
    ['with a blank id', '{"id":" "}', 'Expected the form id to be filled, but it is blank'],
    ['with an object as id', '{"id":{}}', "'broken.form': Its id has to be a text."],
    [
      'with the id of another',
      '{"id":"first"}',
      "Expected the form ids to be unique within a deployment but found a duplicated id 'first' in the resources 'broken.form' and 'first.form'.",
    ],
  ])('400: a form %s', async (_what, content, sentence) => {
    const answer = await api.deploy(['first.form', '{"id":"first"}'], ['broken.form', content]);
    expect(answer).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
    expect(answer.textAt('detail').startsWith(REFUSED + sentence)).toBe(true);
  });

  test('400: of a file that does not follow the schema the first fault alone is told, with its line', async () => {
    const twice = pass('twice').replaceAll('id="end"', 'id="start" nowhere="1"');
    const answer = await api.deploy(['twice.bpmn', twice]);
    expect(answer.at('detail')).toMatch(
      /'twice\.bpmn': Error: URI=null Line=\d+: cvc-complex-type\.3\.2\.2: Attribute 'nowhere' is not allowed to appear in element '[^']+'\.$/,
    );
  });

  test('400: what refers to an id that is not there is told by the last line, in the order of hashes; what is no id by its own', async () => {
    const faultOf = async (name: string, more: string): Promise<string> =>
      (
        await api.deploy([
          'torn.bpmn',
          `${pass(name).replace('<bpmn:endEvent', `${more}<bpmn:endEvent`).replace(/\n/g, ' ')}\n\n`.replace(
            '</bpmn:definitions>',
            '\n</bpmn:definitions\n>',
          ),
        ])
      ).textAt('detail');
    const flow = (id: string, from: string): string =>
      `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="end" />`;
    expect(await faultOf('torn', flow('y', 'xyz') + flow('z', 'Task_1'))).toMatch(
      /Error: URI=null Line=\d+: cvc-id\.1: There is no ID\/IDREF binding for IDREF 'Task_1'\.$/,
    );
    expect(await faultOf('torn', flow('y', 'a b'))).toMatch(
      /Error: URI=null Line=1: cvc-datatype-valid\.1\.2\.1: 'a b' is not a valid value for 'NCName'\.$/,
    );
  });

  test('400: a flow that is named and not there is all that is told', async () => {
    const unbound = pass('unbound').replace(
      '</bpmn:endEvent>',
      '<bpmn:outgoing>nowhere</bpmn:outgoing></bpmn:endEvent>',
    );
    expect((await api.deploy(['unbound.bpmn', unbound])).at('detail')).toBe(
      `${REFUSED}'unbound.bpmn': Unable to find a model element instance for id nowhere`,
    );
  });

  test('400: where an expression is wrong, the attributes beside it are not spoken of', async () => {
    const called = work('called').replace(/<zeebe:taskDefinition[^>]*\/>/, '<zeebe:taskDefinition type="=1 +"/>');
    const { detail } = (await api.deploy(['called.bpmn', called])).body as { detail: string };
    expect(detail).toContain("taskDefinition\n    - ERROR: failed to parse expression '1 +'");
    const decided = called
      .replace(/serviceTask/g, 'businessRuleTask')
      .replace('<zeebe:taskDefinition type="=1 +"/>', '<zeebe:calledDecision decisionId="=1 +" bindingType="newest"/>');
    const answer = await api.deploy(['decided.bpmn', decided]);
    expect(answer.textAt('detail')).toContain("calledDecision\n    - ERROR: failed to parse expression '1 +'");
    expect(answer.textAt('detail')).not.toContain('bindingType');
  });

  test('400: one faulty file of two; neither is deployed, and the answer names file, element and fault', async () => {
    const answer = await api.deploy(['good.bpmn', pass('good')], ['invalid.bpmn', invalid('invalid')]);
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { title: 'INVALID_ARGUMENT', instance: '/v2/deployments' },
    });
    expect(answer.at('detail')).toBe(
      `${REFUSED}'invalid.bpmn': - Element: step\n    - ERROR: Must have exactly one 'zeebe:taskDefinition' extension element\n`,
    );
    expect((await api.call('POST /process-instances', { processDefinitionId: 'good' })).status).toBe(404);
  });

  test.each([
    ['no XML', 'text.bpmn', 'plain text'],
    ['an empty file', 'empty.bpmn', ''],
    ['torn XML', 'torn.bpmn', '<torn'],
    ['an unknown kind', 'readme.txt', 'text'],
    [
      'a document type',
      'doctype.bpmn',
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${pass('doctype').replace(/^<\?xml.*\?>\s*/, '')}`,
    ],
    ['a process id that another file has', 'again.bpmn', pass('twice')],
  ])('400: %s', async (_what, name, content) => {
    const answer = await api.deploy(['first.bpmn', pass('twice')], [name, content]);
    expect(answer).toMatchObject({ status: 400, body: { title: 'INVALID_ARGUMENT' } });
    expect(answer.textAt('detail')).toContain(REFUSED);
    expect(answer.textAt('detail')).toContain(name);
  });

  test('400 without files, 415 for JSON, 400 for another tenant', async () => {
    const post = async (form: FormData) =>
      (await fetch(`${api.base}/v2/deployments`, { method: 'POST', body: form })).json();
    expect(await post(new FormData())).toMatchObject({
      status: 400,
      detail: "Required part 'resources' is not present.",
    });
    const misnamed = new FormData();
    misnamed.append('files', new Blob([pass('p')]), 'p.bpmn');
    expect(await post(misnamed)).toMatchObject({ status: 400, detail: "Required part 'resources' is not present." });
    const elsewhere = new FormData();
    elsewhere.append('resources', new Blob([pass('p')]), 'p.bpmn');
    elsewhere.append('tenantId', 'other');
    expect(await post(elsewhere)).toMatchObject({
      status: 400,
      detail:
        "Expected to handle request Deploy Resources with tenant identifier 'other', but multi-tenancy is disabled",
    });
    expect((await api.call('POST /deployments', {})).status).toBe(415);
  });
});

describe('forms of tasks', () => {
  const withForm = (id: string, definition: string) =>
    userTask(id).replace('<zeebe:userTask />', `$&<zeebe:formDefinition ${definition}/>`);
  const taskOf = async (processId: string) => {
    const started = await api.call('POST /process-instances', { processDefinitionId: processId });
    const found = await api.call('POST /user-tasks/search', {
      filter: { processInstanceKey: started.textAt('processInstanceKey') },
    });
    return found.at('items', 0) as
      | { userTaskKey: string; formKey: string | null; externalFormReference: string | null }
      | undefined;
  };

  test('200: a task keeps the version that it came with; 204: a reference to what is outside', async () => {
    const first = await api.deploy(
      ['apply.form', '{"id":"apply","components":[]}'],
      ['applied.bpmn', withForm('applied', 'formId="apply"')],
    );
    const task = await taskOf('applied');
    expect(task?.formKey).toBe(first.textAt('deployments', 1, 'form', 'formKey'));
    await api.deploy(['apply.form', '{"id":"apply","components":[{}]}']);
    const shown = {
      status: 200,
      body: {
        formKey: task?.formKey,
        formId: 'apply',
        version: 1,
        schema: { id: 'apply', components: [] },
        tenantId: '<default>',
      },
    };
    expect(await api.call(`GET /user-tasks/${task?.userTaskKey}/form`)).toMatchObject(shown);
    expect(await api.call(`GET /resources/${task?.formKey}`)).toMatchObject({
      status: 200,
      body: {
        resourceKey: task?.formKey,
        resourceId: 'apply',
        resourceName: 'apply.form',
        version: 1,
        versionTag: null,
      },
    });
    expect((await api.call(`POST /resources/${task?.formKey}/deletion`, {})).status).toBe(204);
    expect((await api.call(`GET /resources/${task?.formKey}`)).status).toBe(404);
    expect(await api.call(`GET /user-tasks/${task?.userTaskKey}/form`)).toMatchObject(shown);
    await api.deploy(['outside.bpmn', withForm('outside', 'externalReference="my-form"')]);
    const outside = await taskOf('outside');
    expect(outside).toMatchObject({ formKey: null, externalFormReference: 'my-form' });
    expect((await api.call(`GET /user-tasks/${outside?.userTaskKey}/form`)).status).toBe(204);
  });

  test('FORM_NOT_FOUND is an incident, and resolved once the form is deployed', async () => {
    await api.deploy(['early.bpmn', withForm('early', 'formId="late"')]);
    const started = await api.call('POST /process-instances', { processDefinitionId: 'early' });
    const incidents = await api.call('POST /incidents/search', {
      filter: { processInstanceKey: started.textAt('processInstanceKey') },
    });
    expect(incidents.at('items', 0)).toMatchObject({ errorType: 'FORM_NOT_FOUND', elementId: expect.any(String) });
    await api.deploy(['late.form', '{"id":"late"}']);
    expect(
      (await api.call(`POST /incidents/${incidents.textAt('items', 0, 'incidentKey')}/resolution`, {})).status,
    ).toBe(204);
    expect(
      (
        await api.call('POST /user-tasks/search', {
          filter: { processInstanceKey: started.textAt('processInstanceKey') },
        })
      ).at('items', 0, 'formKey'),
    ).toMatch(/^\d+$/);
  });

  test('200: the newest form of a start event; 204 without one', async () => {
    const deployed = await api.deploy(
      ['begin.form', '{"id":"begin"}'],
      [
        'begun.bpmn',
        pass('begun').replace(
          '<bpmn:startEvent id="begin">',
          '$&<bpmn:extensionElements><zeebe:formDefinition formId="begin"/></bpmn:extensionElements>',
        ),
      ],
      ['plain.bpmn', pass('plain')],
    );
    const [begun, plain] = [
      deployed.textAt('deployments', 0, 'processDefinition', 'processDefinitionKey'),
      deployed.textAt('deployments', 1, 'processDefinition', 'processDefinitionKey'),
    ];
    expect(await api.call(`GET /process-definitions/${begun}/form`)).toMatchObject({
      status: 200,
      body: { formId: 'begin', version: 1 },
    });
    expect(await api.call(`GET /process-definitions/${begun}`)).toMatchObject({ body: { hasStartForm: true } });
    expect((await api.call(`GET /process-definitions/${plain}/form`)).status).toBe(204);
  });
});

describe('deletion', () => {
  test('409 while instances run; 204 afterwards, and the version before is the newest; 404 for the second time', async () => {
    await api.deploy(['order.bpmn', work('order')]);
    const second = (await api.deploy(['order.bpmn', work('order', 'changed')])).textAt(
      'deployments',
      0,
      'processDefinition',
      'processDefinitionKey',
    );
    const instance = await api.start('order');
    expect(await api.call(`POST /resources/${second}/deletion`, {})).toMatchObject({
      status: 409,
      body: {
        title: 'INVALID_STATE',
        detail: `Command 'DELETE' rejected with code 'INVALID_STATE': Expected to delete resource with key \`${second}\` but there are still running instances`,
      },
    });
    await api.call(`POST /process-instances/${instance}/cancellation`);
    expect((await api.call(`POST /resources/${second}/deletion`, {})).status).toBe(204);
    expect(
      (await api.call('POST /process-instances', { processDefinitionId: 'order' })).at('processDefinitionVersion'),
    ).toBe(1);
    expect(definitionOf(await api.deploy(['order.bpmn', work('order', 'third')]))).toMatchObject({
      processDefinitionVersion: 3,
    });
    expect((await api.call(`POST /resources/${second}/deletion`, {})).at('detail')).toBe(
      `Command 'DELETE' rejected with code 'NOT_FOUND': Expected to delete resource but no resource found with key \`${second}\``,
    );
  });

  test('404 for an unknown one, 400 for a key in words and for operation reference 0', async () => {
    expect((await api.call(`POST /resources/${UNKNOWN}/deletion`)).status).toBe(404);
    expect((await api.call('POST /resources/abc/deletion')).at('detail')).toBe(
      "Failed to convert 'resourceKey' with value: 'abc'",
    );
    expect((await api.call(`POST /resources/${UNKNOWN}/deletion`, { operationReference: 0 })).at('detail')).toBe(
      "The value for operationReference is '0' but must be > 0.",
    );
  });
});
