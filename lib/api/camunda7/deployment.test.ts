import { describe, expect, test } from 'vitest';
import { definitions } from './testing/models.ts';
import { engineRest } from './testing/test-engine-rest.ts';

const api = engineRest();

const startedBy = (processId: string, message: string) =>
  definitions(`<bpmn:process id="${processId}" isExecutable="true" camunda:historyTimeToLive="30">
  <bpmn:startEvent id="begin"><bpmn:messageEventDefinition messageRef="m" /></bpmn:startEvent></bpmn:process><bpmn:message id="m" name="${message}" />`);
const timed = (processId: string, timer: string) =>
  definitions(`<bpmn:process id="${processId}" isExecutable="true" camunda:historyTimeToLive="30">
  <bpmn:startEvent id="begin"><bpmn:timerEventDefinition>${timer}</bpmn:timerEventDefinition></bpmn:startEvent></bpmn:process>`);

describe('what starts a process', () => {
  test('200 for a new version, 500: a message starts one process only', async () => {
    expect((await api.deploy('order', startedBy('order', 'ordered'))).status).toBe(200);
    expect((await api.deploy('order', startedBy('order', 'ordered').replace('begin', 'starts'))).status).toBe(200);
    expect(await api.deploy('other', startedBy('other', 'ordered'))).toMatchObject({
      status: 500,
      body: {
        type: 'ProcessEngineException',
        message:
          "ENGINE-01011 Cannot deploy process definition 'other.bpmn': there already is a message event subscription for the message with name 'ordered'.",
        code: 0,
      },
    });
    expect((await api.call('GET /process-definition/count?key=other')).body).toEqual({ count: 0 });
  });

  test.each([
    [
      '<bpmn:timeCycle>soon</bpmn:timeCycle>',
      "ENGINE-09026 Exception while parsing cycle expression 'soon': Cron expression contains 1 parts but we expect one of [6]",
    ],
    [
      '<bpmn:timeDuration>soon</bpmn:timeDuration>',
      'ENGINE-09027 Exception while resolving duedate \'soon\': Invalid format: "soon"',
    ],
  ])('500: a start timer that cannot be read: %s', async (timer, message) => {
    expect(await api.deploy('timed', timed('timed', timer))).toMatchObject({
      status: 500,
      body: { type: 'ProcessEngineException', message, code: 0 },
    });
  });

  test('500: a mail task where no mail server is configured', async () => {
    const letter = definitions(
      '<bpmn:process id="letter" isExecutable="true" camunda:historyTimeToLive="30"><bpmn:startEvent id="begin" /><bpmn:serviceTask id="send" camunda:type="mail"><bpmn:extensionElements><camunda:field name="to" stringValue="a@example.org" /><camunda:field name="text" stringValue="x" /></bpmn:extensionElements></bpmn:serviceTask></bpmn:process>',
    );
    expect(await api.deploy('letter', letter)).toMatchObject({
      status: 500,
      body: {
        type: 'ProcessEngineException',
        message: expect.stringContaining("The mail task 'send' in line"),
        code: 0,
      },
    });
  });

  test('200: a start timer has the priority of its event', async () => {
    expect(
      (
        await api.deploy(
          'nightly',
          timed('nightly', '<bpmn:timeCycle>0 0 3 * * ?</bpmn:timeCycle>').replace(
            'id="begin"',
            'id="begin" camunda:jobPriority="9999"',
          ),
        )
      ).status,
    ).toBe(200);
    expect((await api.call('GET /job?processDefinitionKey=nightly')).body).toMatchObject([
      { priority: 9999, dueDate: expect.stringMatching(/T03:00:00/) },
    ]);
  });

  test('500: a second of what there is one of', async () => {
    const [io, script] = ['<camunda:inputOutput />', '<camunda:script scriptFormat="javascript">1</camunda:script>'];
    const listener = `<camunda:executionListener event="start">${script}${script}</camunda:executionListener>`;
    for (const [name, extensions] of [
      ['inputOutput', `${io}${io}`],
      ['script', listener],
    ] as const) {
      const task = `<bpmn:process id="twice" isExecutable="true" camunda:historyTimeToLive="30"><bpmn:startEvent id="begin" /><bpmn:task id="do"><bpmn:extensionElements>${extensions}</bpmn:extensionElements></bpmn:task></bpmn:process>`;
      const message = `ENGINE-01009 Error while parsing process. Parsing exception: multiple elements with tag name ${name} found.`;
      expect(await api.deploy('twice', definitions(task))).toMatchObject({
        status: 500,
        body: { type: 'ProcessEngineException', message, code: 0 },
      });
    }
  });

  test('500: before the start there is nothing to compute the priority of its timer with', async () => {
    const computed = timed('computed', '<bpmn:timeCycle>0 0 3 * * ?</bpmn:timeCycle>');
    const refused = {
      status: 500,
      body: { type: 'IllegalArgumentException', message: "UTILS-02001 Parameter 'variableScope' is null", code: null },
    };
    for (const at of ['id="begin"', 'id="computed"'])
      expect(await api.deploy('computed', computed.replace(at, `${at} camunda:jobPriority="\${5}"`))).toMatchObject(
        refused,
      );
  });

  test('200: what is deployed for later rests from the start on, its timers too', async () => {
    const first = await api.deploy('later', timed('later', '<bpmn:timeCycle>0 0 3 * * ?</bpmn:timeCycle>'), {
      'deployment-activation-time': '2041-01-01T00:00:00.000+0000',
    });
    expect(Object.values(Object(first.at('deployedProcessDefinitions')))).toMatchObject([
      { key: 'later', suspended: false },
    ]);
    expect((await api.call('GET /process-definition?key=later')).body).toMatchObject([{ suspended: true }]);
    expect((await api.call('GET /job?processDefinitionKey=later')).body).toMatchObject([{ suspended: true }]);
    expect((await api.call('GET /job?timers=true&dueDates=gt_2040-12-31T00:00:00.000%2B0000')).body).toMatchObject([
      { dueDate: '2041-01-01T00:00:00.000+0000', processDefinitionKey: null, suspended: false },
    ]);
    expect(await api.call('POST /process-definition/key/later/start', {})).toMatchObject({
      status: 500,
      body: { type: 'RestException' },
    });
  });

  test('200: the files of a deployment once more, all or some', async () => {
    const first = await api.deploy('again', timed('again', '<bpmn:timeCycle>0 0 3 * * ?</bpmn:timeCycle>'));
    const id = String(first.at('id'));
    expect(await api.call(`POST /deployment/${id}/redeploy`, {})).toMatchObject({
      status: 200,
      body: { source: null, deployedProcessDefinitions: expect.any(Object) },
    });
    expect((await api.call('GET /process-definition/count?key=again')).body).toEqual({ count: 2 });
    expect(
      await api.call(`POST /deployment/${id}/redeploy`, { resourceNames: ['again.bpmn'], source: 'mine' }),
    ).toMatchObject({ status: 200, body: { source: 'mine' } });
    expect(await api.call(`POST /deployment/${id}/redeploy`, { resourceNames: ['nothing.txt'] })).toMatchObject({
      status: 404,
      body: {
        message: `Cannot redeploy deployment '${id}': The deployment with id '${id}' does not contain the following resources with name: nothing.txt`,
        code: 0,
      },
    });
    expect(await api.call('POST /deployment/nothing/redeploy', {})).toMatchObject({
      status: 404,
      body: { message: "Deployment with id 'nothing' does not exist" },
    });
  });
});
