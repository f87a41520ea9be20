import { beforeAll, expect, test } from 'vitest';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const api = engineRest();

const START = `<camunda:formData businessKey="key"><camunda:formField id="amount" type="long" defaultValue="5"><camunda:validation><camunda:constraint name="min" config="1"/></camunda:validation></camunda:formField>
  <camunda:formField id="kind" type="enum"><camunda:value id="a" name="A"/></camunda:formField><camunda:formField id="on" type="date" defaultValue="24/12/2020"/><camunda:formField id="key" type="long"/></camunda:formData>
  <camunda:formProperty id="note" type="string" variable="remark"/>`;
const TASK = `<camunda:formData><camunda:formField id="n" type="long" defaultValue="\${1 + 2}"><camunda:validation><camunda:constraint name="max" config="9"/></camunda:validation></camunda:formField><camunda:formField id="s" type="string"/></camunda:formData>`;
const FORMS = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="forms" isExecutable="true" camunda:historyTimeToLive="1">
  <startEvent id="start"><extensionElements>${START}</extensionElements></startEvent><sequenceFlow id="a" sourceRef="start" targetRef="work"/>
  <userTask id="work"><extensionElements>${TASK}</extensionElements></userTask></process></definitions>`;

beforeAll(async () => {
  expect((await api.deploy('forms', FORMS)).status).toBe(200);
});

const taskOf = async (instance: string) => textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
const value = (type: string, content: unknown) => ({ type, value: content, valueInfo: {} });

test('200: a form with fields is rendered by the engine', async () => {
  const id = textOf(await api.call('GET /process-definition/key/forms'), 'id');
  expect((await api.call('GET /process-definition/key/forms/startForm')).body).toEqual({
    key: `embedded:engine://engine/:engine/process-definition/${id}/rendered-form`,
    camundaFormRef: null,
    contextPath: null,
  });
  const task = await taskOf(await api.start('forms'));
  expect((await api.call(`GET /task/${task}/form`)).body).toEqual({
    key: `embedded:engine://engine/:engine/task/${task}/rendered-form`,
    camundaFormRef: null,
    contextPath: null,
  });
});

test('200: variables of a start form are its defaults, dates as texts', async () => {
  expect((await api.call('GET /process-definition/key/forms/form-variables')).body).toEqual({
    amount: value('Long', 5),
    kind: value('String', null),
    on: value('String', '24/12/2020'),
    key: value('Long', null),
  });
  expect((await api.call('GET /process-definition/key/forms/form-variables?variableNames=amount,other')).body).toEqual({
    amount: value('Long', 5),
  });
});

test('200: variables of a task form are what is there, else the defaults', async () => {
  const task = await taskOf(await api.start('forms', { s: { value: 'given' }, other: { value: true } }));
  expect((await api.call(`GET /task/${task}/form-variables`)).body).toEqual({
    n: value('Long', 3),
    s: value('String', 'given'),
    other: value('Boolean', true),
  });
  expect((await api.call(`GET /task/${task}/form-variables?variableNames=n`)).body).toEqual({ n: value('Long', 3) });
});

test('200 and 500: defaults of a task see where it stands, those of a start event nothing', async () => {
  const data = `<extensionElements><camunda:formData><camunda:formField id="f" type="string" label="\${execution.currentActivityId}" defaultValue="\${execution.processBusinessKey}, \${execution.hasVariable('v')}"/></camunda:formData></extensionElements>`;
  const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="placed" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="start">${data}</startEvent><sequenceFlow id="a" sourceRef="start" targetRef="work"/><userTask id="work">${data}</userTask></process></definitions>`;
  expect((await api.deploy('placed', model)).status).toBe(200);
  const task = await taskOf(await api.start('placed', { v: { value: 1 } }, 'order-1'));
  expect((await api.call(`GET /task/${task}/form-variables?variableNames=f`)).body).toEqual({
    f: value('String', 'order-1, true'),
  });
  const html = await (await fetch(`${api.base}/task/${task}/rendered-form`)).text();
  expect(html).toMatch(/<label for="f">\s+work\s+<\/label>/);
  for (const path of ['rendered-form', 'form-variables'])
    expect(await api.call(`GET /process-definition/key/placed/${path}`)).toMatchObject({
      status: 500,
      body: { message: expect.stringContaining("Cannot resolve identifier 'execution'") },
    });
});

test('500: a variable that the field cannot show; 400: its form', async () => {
  const task = await taskOf(await api.start('forms', { n: { value: 'abc' } }));
  expect(await api.call(`GET /task/${task}/form-variables`)).toMatchObject({
    status: 500,
    body: { type: 'FormFieldValidationException', message: "failed to convert 'n'", code: 0 },
  });
  expect(await api.call(`GET /task/${task}/form`)).toMatchObject({
    status: 400,
    body: { type: 'RestException', message: `Cannot get form for task ${task}` },
  });
});

test('400 and 404: forms of what is not there', async () => {
  expect(await api.call('GET /process-definition/nothing/startForm')).toMatchObject({
    status: 400,
    body: {
      type: 'InvalidRequestException',
      message: 'Cannot get start form data for process definition nothing',
      code: 0,
    },
  });
  expect(await api.call('GET /process-definition/nothing/form-variables')).toMatchObject({
    status: 400,
    body: {
      type: 'NotFoundException',
      message: "no deployed process definition found with id 'nothing': processDefinition is null",
    },
  });
  expect(await api.call('GET /process-definition/key/nothing/form-variables')).toMatchObject({
    status: 404,
    body: { type: 'RestException' },
  });
});

const submitted = async (variables: Readonly<Record<string, unknown>>) => {
  const filled = Object.fromEntries(Object.entries(variables).map(([name, content]) => [name, { value: content }]));
  return api.call('POST /process-definition/key/forms/submit-form', { variables: filled, businessKey: 'by-form' });
};

test('200: a start form converts what was filled in, and defaults stand for the rest', async () => {
  const started = await submitted({ amount: 7, key: 5, note: 'seen', other: true });
  expect(started).toMatchObject({
    status: 200,
    body: { businessKey: 'by-form', ended: false, definitionKey: 'forms' },
  });
  expect((await api.call(`GET /process-instance/${textOf(started, 'id')}/variables`)).body).toEqual({
    amount: value('Long', 7),
    on: value('Date', '2020-12-24T00:00:00.000+0000'),
    key: value('Integer', 5),
    remark: value('String', 'seen'),
    other: value('Boolean', true),
  });
});

test.each([
  [{ amount: 0 }, "Invalid value submitted for form field 'amount': validation of min(1) failed."],
  [{ kind: 'b' }, 'Invalid value for enum form property: b'],
  [{ on: '2020-12-24' }, "Could not parse value '2020-12-24' as date using date format 'dd/MM/yyyy'."],
])('500: a start form refuses %j, and nothing is started', async (variables, message) => {
  const id = textOf(await api.call('GET /process-definition/key/forms'), 'id');
  const before = (await api.call('GET /history/process-instance/count')).body;
  expect(await submitted(variables)).toMatchObject({
    status: 500,
    body: { type: 'RestException', message: `Cannot instantiate process definition ${id}: ${message}`, code: 0 },
  });
  expect((await api.call('GET /history/process-instance/count')).body).toEqual(before);
});

test('500: null for a text property; 500 and 404: a definition that is not there', async () => {
  expect(await submitted({ note: null })).toMatchObject({
    status: 500,
    body: { type: 'NullPointerException', code: null },
  });
  expect(await api.call('POST /process-definition/nothing/submit-form', {})).toMatchObject({
    status: 500,
    body: {
      message:
        "Cannot instantiate process definition nothing: no deployed process definition found with id 'nothing': processDefinition is null",
    },
  });
  expect(await api.call('POST /process-definition/key/nothing/submit-form', {})).toMatchObject({ status: 404 });
});

test('a task form: 500 refused and the task stays, 200 with what the form made of it', async () => {
  const task = await taskOf(await api.start('forms', { s: { value: 'given' } }));
  expect(await api.call(`POST /task/${task}/submit-form`, { variables: { n: { value: 10 } } })).toMatchObject({
    status: 500,
    body: {
      type: 'RestException',
      message: `Cannot submit task form ${task}: Invalid value submitted for form field 'n': validation of max(9) failed.`,
    },
  });
  const done = await api.call(`POST /task/${task}/submit-form`, { variables: {}, withVariablesInReturn: true });
  expect(done).toMatchObject({ status: 200, body: { s: value('String', 'given'), n: value('Long', 3) } });
  expect((await api.call(`GET /task/${task}`)).status).toBe(404);
});

test('204: null is a value, and completing asks no form', async () => {
  const task = await taskOf(await api.start('forms'));
  expect(
    await api.call(`POST /task/${task}/submit-form`, { variables: { n: { value: null }, s: { value: 'x' } } }),
  ).toMatchObject({ status: 204 });
  const other = await taskOf(await api.start('forms'));
  expect((await api.call(`POST /task/${other}/complete`, { variables: { n: { value: 'abc' } } })).status).toBe(204);
});

test('204: a delegated task goes back to its owner', async () => {
  const task = await taskOf(await api.start('forms'));
  await api.call(`POST /task/${task}/delegate`, { userId: 'mary' });
  expect((await api.call(`POST /task/${task}/submit-form`, { variables: {} })).status).toBe(204);
  expect((await api.call(`GET /task/${task}`)).body).toMatchObject({ delegationState: 'RESOLVED' });
});

const NAMED = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="named" isExecutable="true" camunda:historyTimeToLive="1">
  <startEvent id="start" camunda:formRef="ask" camunda:formRefBinding="latest"/><sequenceFlow id="a" sourceRef="start" targetRef="fork"/><parallelGateway id="fork"/>
  ${[
    'byDeployment formRef="ask" camunda:formRefBinding="deployment"',
    'byVersion formRef="ask" camunda:formRefBinding="version" camunda:formRefVersion="9"',
    'byFile formKey="camunda-forms:deployment:ask.form"',
    'byPage formKey="embedded:deployment:ask.html"',
    'byName formKey="deployment:ask.html"',
    'lost formKey="camunda-forms:deployment:lost.form"',
    'own formKey="own"',
    'bare name="bare"',
  ]
    .map((text) => {
      const [id = '', ...attributes] = text.split(' ');
      return `<sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}"/><userTask id="${id}" ${id === 'bare' ? '' : 'camunda:'}${attributes.join(' ')}/>`;
    })
    .join('')}</process></definitions>`;

const deployNamed = async (ask: string) => {
  const form = new FormData();
  form.set('deployment-name', 'named');
  for (const [name, content] of [
    ['named.bpmn', NAMED],
    ['ask.form', ask],
    ['ask.html', '<p>Ask</p>'],
  ] as const)
    form.set(name, new Blob([content]), name);
  return fetch(`${api.base}/deployment/create`, { method: 'POST', body: form });
};

test('200 and 404: a deployed form by reference, by file, as a page; each that is not there in its own words', async () => {
  const first = '{"id":"ask","components":[]}';
  expect((await deployNamed(first)).status).toBe(200);
  const instance = await api.start('named');
  const later = '{"id":"ask","components":[{"type":"text"}]}';
  expect((await deployNamed(later)).status).toBe(200);
  const deployed = async (elementId: string) => {
    const task = textOf(
      await api.call(`GET /task?processInstanceId=${instance}&taskDefinitionKey=${elementId}`),
      0,
      'id',
    );
    const answer = await fetch(`${api.base}/task/${task}/deployed-form`);
    return [answer.status, answer.headers.get('content-type')?.split(';')[0], await answer.text()];
  };
  const refusal = (message: string) => JSON.stringify({ type: 'InvalidRequestException', message, code: null });
  expect(await deployed('byDeployment')).toEqual([200, 'application/json', first]);
  expect(await deployed('byFile')).toEqual([200, 'application/json', first]);
  expect(await deployed('byPage')).toEqual([200, 'application/xhtml+xml', '<p>Ask</p>']);
  expect(await deployed('byName')).toEqual([200, 'application/xhtml+xml', '<p>Ask</p>']);
  expect(await deployed('byVersion')).toEqual([
    404,
    'application/json',
    refusal(
      'No Camunda Form Definition was found for Camunda Form Ref: CamundaFormRefImpl [key=ask, binding=version, version=9]',
    ),
  ]);
  expect((await deployed('lost')).slice(0, 2)).toEqual([404, 'application/json']);
  expect(await deployed('own')).toEqual([
    400,
    'application/json',
    refusal("The form key 'own' does not reference a deployed form."),
  ]);
  expect(await deployed('bare')).toEqual([
    400,
    'application/json',
    refusal("One of the attributes 'formKey' and 'camunda:formRef' must be supplied but none were set."),
  ]);
  expect((await api.call('GET /process-definition/key/named/deployed-start-form')).body).toEqual(JSON.parse(later));
});

test('200, 404 and 500: a reference by expression means what its variables say at the moment; versions are texts', async () => {
  const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="computed" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start" camunda:formRef="\${'ask'}" camunda:formRefBinding="latest"/><sequenceFlow id="a" sourceRef="start" targetRef="fill"/>
    <userTask id="fill" camunda:formRef="\${which}" camunda:formRefBinding="version" camunda:formRefVersion="\${number}"/></process></definitions>`;
  expect((await api.deploy('computed', model)).status).toBe(200);
  expect((await deployNamed('{"id":"ask","components":[]}')).status).toBe(200);
  const instance = await api.start('computed', { which: { value: 'ask' }, number: { value: '1' } });
  const task = textOf(await api.call(`GET /task?processInstanceId=${instance}`), 0, 'id');
  const set = (name: string, value: unknown) =>
    api.call(`PUT /process-instance/${instance}/variables/${name}`, { value });
  expect((await api.call(`GET /task/${task}`)).body).toMatchObject({
    formKey: null,
    camundaFormRef: { key: 'ask', binding: 'version', version: 1 },
  });
  expect((await api.call(`GET /task/${task}/deployed-form`)).status).toBe(200);
  expect((await api.call('GET /process-definition/key/computed/startForm')).body).toMatchObject({
    camundaFormRef: { key: expect.stringContaining("{'ask'}"), binding: 'latest', version: null },
  });
  await set('which', 'other');
  expect((await api.call(`GET /task/${task}/form`)).body).toMatchObject({ camundaFormRef: { key: 'other' } });
  expect((await api.call(`GET /task/${task}/deployed-form`)).status).toBe(404);
  await set('number', 'first');
  expect(await api.call(`GET /task/${task}`)).toMatchObject({
    status: 500,
    body: { type: 'NumberFormatException', message: 'For input string: "first"' },
  });
  await set('number', 1);
  expect(await api.call(`GET /task/${task}`)).toMatchObject({ status: 500, body: { type: 'ClassCastException' } });
  expect((await api.call(`DELETE /process-instance/${instance}/variables/which`)).status).toBe(204);
  expect(await api.call(`GET /task/${task}`)).toMatchObject({
    status: 500,
    body: { type: 'ProcessEngineException', message: expect.stringContaining('{which}') },
  });
});

test('200: the generated form as HTML with its limits and its values, escaped; 404: no fields', async () => {
  const task = await taskOf(await api.start('forms', { s: { value: '<b>"' } }));
  const answer = await fetch(`${api.base}/task/${task}/rendered-form`);
  expect(answer.headers.get('content-type')).toContain('application/xhtml+xml');
  const html = await answer.text();
  expect(html).toContain(
    '<input class="form-control" name="n" cam-variable-type="Long" cam-variable-name="n" max="9" type="text" value="3" />',
  );
  // What pages begin with is the default; the variable is for them to load.
  expect(html).toContain('cam-variable-name="s" type="text" />');
  expect(await (await fetch(`${api.base}/process-definition/key/forms/rendered-form`)).text()).toContain(
    'cam-business-key',
  );
  expect(await api.call('GET /process-definition/key/named/rendered-form')).toMatchObject({
    status: 404,
    body: { type: 'InvalidRequestException' },
  });
});

test('200: limits as they are written, and a date that may not be changed without a way to choose one', async () => {
  const field = (id: string, type: string, constraint: string) =>
    `<camunda:formField id="${id}" type="${type}"><camunda:validation><camunda:constraint ${constraint}/></camunda:validation></camunda:formField>`;
  const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="limits" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"><extensionElements><camunda:formData>${field('r', 'string', 'name="required" config="false"')}${field('m', 'long', 'name="min"')}${field('d', 'date', 'name="readonly"')}</camunda:formData></extensionElements></startEvent></process></definitions>`;
  expect((await api.deploy('limits', model)).status).toBe(200);
  const html = await (await fetch(`${api.base}/process-definition/key/limits/rendered-form`)).text();
  expect(html).toContain('cam-variable-name="r" required="false" type="text" />');
  expect(html).toContain('cam-variable-name="m" min type="text" />');
  expect(html).toContain('cam-variable-name="d" disabled type="text" />');
  expect(html).not.toContain('uib-datepicker-popup');
});

test('200: labels are computed, properties follow the fields, of a constraint the last one counts', async () => {
  const data = `<camunda:formProperty id="p" name="P" type="long" required="true" writable="false" default="7"/><camunda:formProperty id="hidden" type="string" readable="false" default="\${missing}"/><camunda:formData><camunda:formField id="f" type="string" label="&lt;\${1 + 1}&gt;" defaultValue="\${'&quot;&lt;'}"><camunda:validation><camunda:constraint name="max" config="1"/><camunda:constraint name="max" config="2"/><camunda:constraint name="validator" config="a.B"/></camunda:validation></camunda:formField></camunda:formData>`;
  const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="labels" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="start"><extensionElements>${data}</extensionElements></startEvent></process></definitions>`;
  expect((await api.deploy('labels', model)).status).toBe(200);
  const html = await (await fetch(`${api.base}/process-definition/key/labels/rendered-form`)).text();
  expect(html).toMatch(/<label for="f">\s+&lt;2&gt;\s+<\/label>/);
  expect(html).toContain('cam-variable-name="f" max="2" type="text" value="&quot;&lt;" />');
  expect(html.indexOf('cam-variable-name="p" required disabled type="text" value="7" />')).toBeGreaterThan(
    html.indexOf('cam-variable-name="f"'),
  );
  expect(html).not.toContain('hidden');
});

test('500: a form field that says it is JSON, and is none', async () => {
  const body = { variables: { n: { value: '', type: 'Json' } } };
  const task = await taskOf(await api.start('forms'));
  expect(await api.call(`POST /task/${task}/submit-form`, body)).toMatchObject({
    status: 500,
    body: {
      type: 'SpinJsonDataFormatException',
      message: 'SPIN/JACKSON-JSON-01001 Unable to parse input into json node',
    },
  });
});

test('500: a form that is none, and two forms of one id', async () => {
  expect(await (await deployNamed('[]')).json()).toMatchObject({
    type: 'ProcessEngineException',
    message:
      'ENGINE-09033 Could not parse Camunda Form resource ask.form. Cause: A form is a JSON object, but this is a list.',
  });
  const twice = new FormData();
  for (const name of ['a.form', 'b.form']) twice.set(name, new Blob(['{"id":"twice"}']), name);
  const answer = await fetch(`${api.base}/deployment/create`, { method: 'POST', body: twice });
  expect([answer.status, await answer.json()]).toEqual([
    500,
    {
      type: 'ProcessEngineException',
      message: "The deployment contains definitions with the same key 'twice' (id attribute), this is not allowed",
      code: 0,
    },
  ]);
});

test('200 and 500: a form key by expression follows the variables, and hinders no start where it cannot be computed', async () => {
  const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="keyed" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="fill"/><userTask id="fill" camunda:formKey="\${page}"/></process></definitions>`;
  expect((await api.deploy('keyed', model)).status).toBe(200);
  const instance = await api.start('keyed');
  expect((await api.call(`GET /task/count?processInstanceId=${instance}`)).body).toEqual({ count: 1 });
  expect(await api.call(`GET /task?processInstanceId=${instance}`)).toMatchObject({
    status: 500,
    body: {
      type: 'ProcessEngineException',
      message: `Unknown property used in expression: \${page}. Cause: Cannot resolve identifier 'page'`,
    },
  });
  const set = (value: unknown) => api.call(`PUT /process-instance/${instance}/variables/page`, { value });
  await set('one');
  const task = await taskOf(instance);
  expect((await api.call(`GET /task/${task}`)).body).toMatchObject({ formKey: 'one' });
  await set('two');
  expect((await api.call(`GET /task/${task}/form`)).body).toMatchObject({ key: 'two' });
  await set(1);
  expect(await api.call(`GET /task/${task}/form`)).toMatchObject({
    status: 500,
    body: { type: 'ClassCastException' },
  });
  await set(null);
  expect((await api.call(`GET /task/${task}`)).body).toMatchObject({ formKey: null });
});

test('204 and 400: a form property may be kept in a member of an object', async () => {
  const model = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="kept" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="fill"/><userTask id="fill"><extensionElements><camunda:formProperty id="street" expression="#{address.street}"/><camunda:formProperty id="floor" type="long" expression="#{address.house['floor']}"/></extensionElements></userTask>
    <sequenceFlow id="b" sourceRef="fill" targetRef="wait"/><receiveTask id="wait"/></process></definitions>`;
  expect((await api.deploy('kept', model)).status).toBe(200);
  const object = (type: string, content: string) => ({
    type: 'Object',
    value: content,
    valueInfo: { objectTypeName: type, serializationDataFormat: 'application/json' },
  });
  const submit = async (address: unknown, variables: Readonly<Record<string, unknown>>) => {
    const instance = await api.start('kept', address === null ? {} : { address });
    const answer = await api.call(`POST /task/${await taskOf(instance)}/submit-form`, { variables });
    const after = await api.call(`GET /process-instance/${instance}/variables?deserializeValues=false`);
    return answer.status === 204 ? after.at('address') : answer.at('message');
  };
  const refusal = (text: string) => expect.stringMatching(new RegExp(`: ${text.replace(/[.$#{}()[\]]/g, '\\$&')}$`));
  const map = (content: string) => object('java.util.HashMap', content);
  const both = { street: { value: 'New' }, floor: { value: 3 } };
  expect(await submit(map('{"street":"Old","house":{"floor":1}}'), both)).toMatchObject({
    value: '{"street":"New","house":{"floor":3}}',
  });
  expect(await submit(map('{"n":1}'), { street: { value: 'New' } })).toMatchObject({ value: '{"n":1,"street":"New"}' });
  const error = (name: string, cause: string) => refusal(`Error while evaluating expression: ${name}. Cause: ${cause}`);
  expect(await submit(map('{}'), both)).toEqual(
    error("#{address.house['floor']}", "Target unreachable, base expression '. house' resolved to null"),
  );
  expect(await submit(object('java.util.ArrayList', '[1]'), both)).toEqual(
    error('#{address.street}', 'For input string: "street"'),
  );
  expect(await submit(null, both)).toEqual(error('#{address.street}', "Cannot resolve identifier 'address'"));
  expect(await submit({ type: 'Json', value: '{}' }, both)).toEqual(
    refusal(
      "Unknown property used in expression: #{address.street}. Cause: The class 'org.camunda.spin.impl.json.jackson.JacksonJsonNode' does not have the property 'street'.",
    ),
  );
});
