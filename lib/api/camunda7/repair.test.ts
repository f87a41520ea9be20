import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../testing/test-server.ts';
import { engineRest, textOf } from './testing/test-engine-rest.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const flow = (id: string, from: string, to: string) =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
/** start → a → box(b) → end, with a second version in which the task in the box is another. */
const process = (
  id: string,
  inner = 'b',
) => `<definitions xmlns="${BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t"><process id="${id}" isExecutable="true" camunda:historyTimeToLive="P1D">
  <startEvent id="start" />${flow('f1', 'start', 'a')}<userTask id="a" />${flow('f2', 'a', 'box')}
  <subProcess id="box"><startEvent id="in" />${flow('g1', 'in', inner)}<userTask id="${inner}" /></subProcess>${flow('f3', 'box', 'end')}<endEvent id="end" /></process></definitions>`;

const api = engineRest();
let first: string;
let second: string;

async function deployed(xml: string): Promise<string> {
  const answer = await api.deploy('repaired', xml);
  return Object.keys((answer.at('deployedProcessDefinitions') ?? {}) as object)[0] ?? '';
}

beforeAll(async () => {
  first = await deployed(process('repaired'));
  second = await deployed(process('repaired', 'c'));
});

const startFirst = async (): Promise<string> =>
  textOf(
    await api.call(`POST /process-definition/${first}/start`, { businessKey: 'bk', variables: { n: { value: 1 } } }),
    'id',
  );
const modify = (id: string, instructions: unknown): Promise<Answer> =>
  api.call(`POST /process-instance/${id}/modification`, { instructions });
const activities = async (id: string): Promise<unknown> =>
  (
    await api.call(
      `GET /history/activity-instance?processInstanceId=${id}&unfinished=true&sortBy=activityId&sortOrder=asc`,
    )
  ).body;

/** Runs a batch by request, since no job is run by itself here. */
async function runBatch(batch: Answer): Promise<void> {
  for (const kind of ['seedJobDefinitionId', 'batchJobDefinitionId', 'monitorJobDefinitionId']) {
    const jobs = (await api.call(`GET /job?jobDefinitionId=${textOf(batch, kind)}`)).body as readonly { id: string }[];
    for (const { id } of jobs) await api.call(`POST /job/${id}/execute`);
  }
}

describe('modification', () => {
  test('204: starts with the scopes that are missing, and cancels', async () => {
    const id = await startFirst();
    expect(
      (
        await modify(id, [
          {
            type: 'startBeforeActivity',
            activityId: 'b',
            variables: { own: { value: 2, local: true }, all: { value: 3 } },
          },
          { type: 'cancel', activityId: 'a' },
        ])
      ).status,
    ).toBe(204);
    expect(await activities(id)).toMatchObject([{ activityId: 'b' }, { activityId: 'box' }]);
    expect((await api.call(`GET /process-instance/${id}/variables`)).body).toMatchObject({
      n: { value: 1 },
      all: { value: 3 },
    });
  });

  test('204: nothing to do', async () => {
    expect((await modify('nothing', [])).status).toBe(204);
  });

  test('400: what is not in the model, or of another kind', async () => {
    const id = await startFirst();
    expect((await modify(id, [{ type: 'startBeforeActivity', activityId: 'zz' }])).body).toEqual({
      type: 'NotValidException',
      code: 0,
      message: `Cannot perform instruction: Start before activity 'zz'; Element 'zz' does not exist in process '${first}': element is null`,
    });
    expect((await modify(id, [{ type: 'startTransition' }])).at('message')).toBe(
      "For instruction type 'startTransition': 'transitionId' must be set",
    );
    expect((await modify(id, [{ type: 'cancel', activityInstanceId: 'zz' }])).at('message')).toBe(
      "Cannot perform instruction: Cancel activity instance 'zz'; Activity instance 'zz' does not exist: activityInstance is null",
    );
    expect((await modify(id, [{ type: 'jump', activityId: 'a' }])).status).toBe(400);
  });

  test('500: what is reached and not deployed, by the exception of its own', async () => {
    const calling = `<definitions xmlns="${BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t"><process id="calling" isExecutable="true" camunda:historyTimeToLive="P1D">
      <startEvent id="start" />${flow('f1', 'start', 'a')}<userTask id="a" /><callActivity id="lost" calledElement="lost" /><callActivity id="case" camunda:caseRef="lost" /><callActivity id="caseWith" camunda:caseRef="lost"><extensionElements><camunda:in sourceExpression="\${'a' + 1}" target="n" /></extensionElements></callActivity><callActivity id="number" calledElement="\${1}" /><businessRuleTask id="rule" camunda:decisionRef="lost" /></process></definitions>`;
    const definition = await deployed(calling);
    const id = textOf(await api.call(`POST /process-definition/${definition}/start`, {}), 'id');
    const reached = async (activityId: string) =>
      (await modify(id, [{ type: 'startBeforeActivity', activityId }])).body;
    expect(await reached('lost')).toMatchObject({
      type: 'NullValueException',
      message: "no processes deployed with key 'lost' and tenant-id 'null': processDefinition is null",
    });
    expect(await reached('case')).toMatchObject({
      type: 'CaseDefinitionNotFoundException',
      message: "no case definition deployed with key 'lost' and tenant-id 'null': caseDefinition is null",
    });
    expect(await reached('rule')).toMatchObject({ type: 'DecisionDefinitionNotFoundException' });
    // What a call takes along is computed before anybody looks for what is called.
    expect(await reached('caseWith')).toMatchObject({ type: 'ProcessEngineException' });
    expect(await reached('number')).toMatchObject({
      type: 'ClassCastException',
      message: "Cannot cast '1' to String",
    });
  });

  test('500: what cannot be decided; the instance stays as it was', async () => {
    const id = await startFirst();
    await modify(id, [
      { type: 'startBeforeActivity', activityId: 'box' },
      { type: 'startBeforeActivity', activityId: 'box' },
    ]);
    expect(
      (
        await modify(id, [
          { type: 'cancel', activityId: 'a' },
          { type: 'startBeforeActivity', activityId: 'b' },
        ])
      ).at('message'),
    ).toBe('Ancestor activity execution is ambiguous for activity Activity(box)');
    expect(await activities(id)).toMatchObject([
      { activityId: 'a' },
      { activityId: 'b' },
      { activityId: 'b' },
      { activityId: 'box' },
      { activityId: 'box' },
    ]);
    expect((await modify('nothing', [{ type: 'cancel', activityId: 'a' }])).at('message')).toMatch(/^ENGINE-13036/);
  });

  test('204 and 400: many at once, all or none', async () => {
    const [one, other] = [await startFirst(), await startFirst()];
    const body = {
      processDefinitionId: first,
      instructions: [
        { type: 'startAfterActivity', activityId: 'box' },
        { type: 'cancel', activityId: 'a' },
      ],
    };
    expect(
      (await api.call('POST /modification/execute', { ...body, processInstanceIds: [one, 'nothing'] })).status,
    ).toBe(500);
    expect(await activities(one)).toMatchObject([{ activityId: 'a' }]);
    expect((await api.call('POST /modification/execute', { ...body, processInstanceIds: [one, other] })).status).toBe(
      204,
    );
    expect(await activities(one)).toEqual([]);
    expect(
      (await api.call('POST /modification/execute', { processDefinitionId: first, processInstanceIds: [one] })).status,
    ).toBe(400);
    const alone = await startFirst();
    const taken = { ...body, processInstanceIds: [alone], instructions: [{ type: 'cancel', activityId: 'a' }] };
    expect((await api.call('POST /modification/execute', taken)).status).toBe(204);
    expect((await api.call(`GET /history/process-instance/${alone}`)).at('state')).toBe('INTERNALLY_TERMINATED');
  });
});

describe('migration', () => {
  const plan = (pairs: readonly (readonly [string, string])[]) => ({
    sourceProcessDefinitionId: first,
    targetProcessDefinitionId: second,
    instructions: pairs.map(([from, to]) => ({
      sourceActivityIds: [from],
      targetActivityIds: [to],
      updateEventTrigger: false,
    })),
  });

  test('200: generated and validated', async () => {
    const generated = await api.call('POST /migration/generate', {
      sourceProcessDefinitionId: first,
      targetProcessDefinitionId: second,
    });
    expect(generated.body).toEqual({
      ...plan([
        ['a', 'a'],
        ['box', 'box'],
      ]),
      variables: null,
    });
    expect(
      (await api.call('POST /migration/validate', plan([['a', 'box']]))).at('instructionReports', 0, 'failures'),
    ).toEqual([
      'Activities have incompatible types (UserTaskActivityBehavior is not compatible with SubProcessActivityBehavior)',
    ]);
  });

  test('200: what is only found when it is thrown, and what undoes, has no instruction; what undoes an activity is at no host', async () => {
    const boundary = (id: string, host: string, trigger: string) =>
      `<boundaryEvent id="${id}" attachedToRef="${host}">${trigger}</boundaryEvent>`;
    const undo = '<compensateEventDefinition />';
    const loop = (attributes: string) =>
      `<multiInstanceLoopCharacteristics${attributes}><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`;
    const model = (text: string) =>
      `<definitions xmlns="${BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t"><error id="e1" errorCode="E" /><escalation id="x1" escalationCode="X" /><process id="planned" isExecutable="true" camunda:historyTimeToLive="P1D">
      <startEvent id="start" />${flow('f1', 'start', 'quick')}<serviceTask id="quick" camunda:expression="\${true}" />${flow('f2', 'quick', 'waiting')}
      <userTask id="waiting"><extensionElements><camunda:taskListener id="late" event="timeout" expression="\${true}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></camunda:taskListener></extensionElements></userTask>${flow('f3', 'waiting', 'box')}
      <subProcess id="box"><startEvent id="in" />${flow('g1', 'in', 'inner')}<userTask id="inner" />
        <subProcess id="undoing" triggeredByEvent="true"><startEvent id="undoStart">${undo}</startEvent>${flow('g2', 'undoStart', 'undoTask')}<userTask id="undoTask" /></subProcess></subProcess>
      ${flow('f4', 'box', 'each')}<serviceTask id="each" camunda:expression="\${true}" camunda:asyncBefore="true">${loop('')}</serviceTask>
      ${flow('f5', 'each', 'every')}<serviceTask id="every" camunda:expression="\${true}">${loop(' camunda:asyncBefore="true"')}</serviceTask>
      ${flow('f6', 'every', 'tell')}<endEvent id="tell"><messageEventDefinition camunda:type="external" camunda:topic="tell" /></endEvent>
      ${boundary('failed', 'box', '<errorEventDefinition errorRef="e1" />')}${boundary('raised', 'box', '<escalationEventDefinition escalationRef="x1" />')}
      ${boundary('undone', 'quick', undo)}<userTask id="handler" isForCompensation="true" />
      <association id="line" associationDirection="One" sourceRef="undone" targetRef="handler" />${text}</process></definitions>`;
    const ids = [
      await deployed(model('')),
      await deployed(model('<textAnnotation id="note"><text>two</text></textAnnotation>')),
    ];
    const generated = await api.call('POST /migration/generate', {
      sourceProcessDefinitionId: ids[0],
      targetProcessDefinitionId: ids[1],
      updateEventTriggers: true,
    });
    const mapped = generated.at('instructions') as readonly {
      readonly sourceActivityIds: readonly string[];
      readonly updateEventTrigger: boolean;
    }[];
    expect(
      mapped.map(({ sourceActivityIds: [id], updateEventTrigger }) => `${id}${updateEventTrigger ? '!' : ''}`).sort(),
    ).toEqual(['box', 'every', 'every#multiInstanceBody', 'inner', 'tell', 'undoStart', 'undone', 'waiting!']);
    expect((await api.call('POST /migration/validate', generated.body)).body).toMatchObject({ instructionReports: [] });
  });

  test('204: the instance goes on in the other version', async () => {
    const id = await startFirst();
    await modify(id, [{ type: 'startBeforeActivity', activityId: 'b' }]);
    expect(
      (
        await api.call('POST /migration/execute', {
          migrationPlan: plan([
            ['a', 'a'],
            ['box', 'box'],
            ['b', 'c'],
          ]),
          processInstanceIds: [id],
        })
      ).status,
    ).toBe(204);
    expect(await activities(id)).toMatchObject([
      { activityId: 'a', processDefinitionId: second },
      { activityId: 'box' },
      { activityId: 'c' },
    ]);
  });

  test('400: with a report, when the plan or the instance does not fit', async () => {
    const id = await startFirst();
    expect(
      (await api.call('POST /migration/execute', { migrationPlan: plan([['a', 'zz']]), processInstanceIds: [id] }))
        .body,
    ).toMatchObject({
      type: 'MigrationPlanValidationException',
      validationReport: { instructionReports: [{ failures: ["Target activity 'zz' does not exist"] }] },
    });
    expect(
      (await api.call('POST /migration/execute', { migrationPlan: plan([]), processInstanceIds: [id] })).body,
    ).toMatchObject({
      type: 'MigratingProcessInstanceValidationException',
      validationReport: { processInstanceId: id, activityInstanceValidationReports: [{ sourceScopeId: 'a' }] },
    });
    expect(
      (
        await api.call('POST /migration/generate', {
          sourceProcessDefinitionId: 'nothing',
          targetProcessDefinitionId: second,
        })
      ).status,
    ).toBe(400);
  });

  test('400: what is active is told before transition instances, and these by their executions', async () => {
    const model = (inner: string) =>
      `<definitions xmlns="${BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t"><process id="passing" isExecutable="true" camunda:historyTimeToLive="P1D"><startEvent id="s" />${flow('f', 's', 'm')}<manualTask id="m" camunda:asyncBefore="true" />${flow('g', 'm', inner)}<userTask id="${inner}" /></process></definitions>`;
    const ids = [await deployed(model('u')), await deployed(model('v'))];
    const id = textOf(await api.call(`POST /process-definition/${ids[0]}/start`, {}), 'id');
    const migrate = () =>
      api.call('POST /migration/execute', {
        migrationPlan: { sourceProcessDefinitionId: ids[0], targetProcessDefinitionId: ids[1], instructions: [] },
        processInstanceIds: [id],
      });
    expect((await migrate()).at('validationReport', 'transitionInstanceValidationReports')).toMatchObject([
      { transitionInstanceId: id, sourceScopeId: 'm' },
    ]);
    await modify(id, [{ type: 'startBeforeActivity', activityId: 'u' }]);
    const job = textOf(await api.call(`GET /job?processInstanceId=${id}`), 0, 'id');
    const refused = await migrate();
    expect(refused.at('message')).toMatch(
      new RegExp(`Cannot migrate activity instance 'u:[^']+':[^]*Cannot migrate transition instance '${job}':`),
    );
    expect(refused.at('validationReport', 'transitionInstanceValidationReports')).toMatchObject([
      { transitionInstanceId: job },
    ]);
  });

  test('500: an instance that is not there', async () => {
    expect(
      (
        await api.call('POST /migration/execute', {
          migrationPlan: plan([['a', 'a']]),
          processInstanceIds: ['nothing'],
        })
      ).at('message'),
    ).toMatch(/^ENGINE-23003/);
  });
});

describe('restart', () => {
  test('204: with the last variables, and told in history', async () => {
    const id = await startFirst();
    await api.call(`PUT /process-instance/${id}/variables/n`, { value: 2 });
    expect(
      (
        await api.call(`POST /process-definition/${first}/restart`, {
          processInstanceIds: [id],
          instructions: [{ type: 'startBeforeActivity', activityId: 'b' }],
        })
      ).at('message'),
    ).toMatch(/^ENGINE-13040/);
    await api.call(`DELETE /process-instance/${id}`);
    expect(
      (
        await api.call(`POST /process-definition/${first}/restart`, {
          processInstanceIds: [id],
          instructions: [{ type: 'startBeforeActivity', activityId: 'b' }],
        })
      ).status,
    ).toBe(204);
    const restarted = (
      (await api.call(`GET /history/process-instance?processDefinitionId=${first}`)).body as readonly {
        id: string;
        restartedProcessInstanceId: string | null;
      }[]
    ).find((row) => row.restartedProcessInstanceId === id);
    expect((await api.call(`GET /process-instance/${restarted?.id}/variables`)).body).toMatchObject({
      n: { value: 2 },
    });
    expect(
      (await api.call(`POST /process-definition/${first}/restart`, { processInstanceIds: [id], instructions: [] }))
        .status,
    ).toBe(400);
  });

  test('400 and 500: the element of the first instruction is looked for first, by a sentence of its own', async () => {
    const id = await startFirst();
    await api.call(`DELETE /process-instance/${id}`);
    const known = { type: 'startBeforeActivity', activityId: 'a' };
    const cannot = (words: string, why: string) => `Cannot perform instruction: ${words}; ${why}`;
    for (const [instructions, message] of [
      [
        [{ type: 'startBeforeActivity', activityId: 'zz' }],
        `Element 'zz' does not exist in process ${first}: targetElement is null`,
      ],
      [
        [{ type: 'startTransition', transitionId: 'zz' }],
        `Element 'zz' does not exist in process ${first}: targetElement is null`,
      ],
      [
        [{ type: 'startAfterActivity', activityId: 'zz' }],
        cannot("Start after activity 'zz'", "Activity 'zz' does not exist: activity is null"),
      ],
      [
        [known, { type: 'startBeforeActivity', activityId: 'zz' }],
        cannot("Start before activity 'zz'", `Element 'zz' does not exist in process '${first}': element is null`),
      ],
    ] as const) {
      expect(
        await api.call(`POST /process-definition/${first}/restart`, { processInstanceIds: [id], instructions }),
      ).toMatchObject({ status: 400, body: { type: 'InvalidRequestException', message } });
      expect(
        await api.call(`POST /process-definition/${first}/start`, { startInstructions: instructions }),
      ).toMatchObject({
        status: 500,
        body: { type: 'RestException', message: `Cannot instantiate process definition ${first}: ${message}` },
      });
    }
  });

  test('204: an instance begins with the element to which its first instruction leads', async () => {
    const id = await startFirst();
    await api.call(`DELETE /process-instance/${id}`);
    for (const [instruction, begun] of [
      [{ type: 'startBeforeActivity', activityId: 'b' }, 'b'],
      [{ type: 'startAfterActivity', activityId: 'a' }, 'box'],
      [{ type: 'startTransition', transitionId: 'f3' }, 'end'],
    ] as const) {
      const restart = await api.call(`POST /process-definition/${first}/restart`, {
        processInstanceIds: [id],
        instructions: [instruction],
      });
      expect(restart.status).toBe(204);
      const newest = await api.call(
        `GET /history/process-instance?processDefinitionId=${first}&sortBy=instanceId&sortOrder=desc&maxResults=1`,
      );
      expect(newest.at(0)).toMatchObject({ restartedProcessInstanceId: id, startActivityId: begun });
    }
  });

  test('204: lists that the engine has made go with the rest; as serialized values they are Java objects', async () => {
    const listing = await deployed(
      `<definitions xmlns="${BPMN}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t"><process id="listing" isExecutable="true" camunda:historyTimeToLive="P1D"><startEvent id="s" />${flow('f', 's', 't')}<manualTask id="t"><extensionElements><camunda:inputOutput><camunda:outputParameter name="l"><camunda:list><camunda:value>one</camunda:value></camunda:list></camunda:outputParameter></camunda:inputOutput></extensionElements></manualTask>${flow('g', 't', 'a')}<userTask id="a" /></process></definitions>`,
    );
    const id = textOf(await api.call(`POST /process-definition/${listing}/start`, {}), 'id');
    const valueInfo = {
      objectTypeName: 'java.util.ArrayList',
      serializationDataFormat: 'application/x-java-serialized-object',
    };
    expect((await api.call(`GET /process-instance/${id}/variables/l`)).body).toEqual({
      type: 'Object',
      value: ['one'],
      valueInfo,
    });
    expect((await api.call(`GET /process-instance/${id}/variables/l?deserializeValue=false`)).body).toEqual({
      type: 'Object',
      value: 'rO0ABXNyABNqYXZhLnV0aWwuQXJyYXlMaXN0eIHSHZnHYZ0DAAFJAARzaXpleHAAAAABdwQAAAABdAADb25leA==',
      valueInfo,
    });
    await api.call(`DELETE /process-instance/${id}`);
    expect(
      (
        await api.call(`POST /process-definition/${listing}/restart`, {
          processInstanceIds: [id],
          instructions: [{ type: 'startBeforeActivity', activityId: 'a' }],
        })
      ).status,
    ).toBe(204);
    const restarted = (
      (await api.call(`GET /history/process-instance?processDefinitionId=${listing}`)).body as readonly {
        id: string;
        restartedProcessInstanceId: string | null;
      }[]
    ).find((row) => row.restartedProcessInstanceId === id);
    expect((await api.call(`GET /process-instance/${restarted?.id}/variables/l`)).body).toEqual({
      type: 'Object',
      value: ['one'],
      valueInfo,
    });
  });
});

describe('batches', () => {
  test('200: made, run, seen, and kept in history', async () => {
    const ids = [await startFirst(), await startFirst()];
    const batch = await api.call('POST /process-instance/delete', { processInstanceIds: ids, deleteReason: 'wrong' });
    expect(batch.body).toMatchObject({ type: 'instance-deletion', totalJobs: 2, jobsCreated: 0, suspended: false });
    const id = textOf(batch, 'id');
    await runBatch(batch);
    expect((await api.call(`GET /batch/${id}`)).status).toBe(404);
    expect((await api.call(`GET /history/batch/${id}`)).at('endTime')).not.toBeNull();
    expect((await api.call(`GET /history/process-instance/${ids[0]}`)).body).toMatchObject({
      state: 'EXTERNALLY_TERMINATED',
      deleteReason: 'wrong',
    });
    expect((await api.call(`DELETE /history/batch/${id}`)).status).toBe(204);
  });

  test('200: a failure keeps its reason; new attempts bring it to its end', async () => {
    const id = await startFirst();
    await api.call(`PUT /process-instance/${id}/suspended`, { suspended: true });
    const batch = await api.call(`POST /process-instance/${id}/modification-async`, {
      instructions: [{ type: 'startBeforeActivity', activityId: 'b' }],
    });
    for (let attempt = 0; attempt < 3; attempt += 1) await runBatch(batch);
    const jobs = `GET /job?jobDefinitionId=${textOf(batch, 'batchJobDefinitionId')}`;
    expect((await api.call(jobs)).body).toMatchObject([
      { retries: 0, exceptionMessage: `ENGINE-03043 Execution with id '${id}' is suspended.` },
    ]);
    expect((await api.call(`GET /batch/statistics?batchId=${textOf(batch, 'id')}`)).body).toMatchObject([
      { remainingJobs: 1, completedJobs: 0, failedJobs: 1 },
    ]);
    await api.call(`PUT /process-instance/${id}/suspended`, { suspended: false });
    expect(
      (await api.call(`PUT /job-definition/${textOf(batch, 'batchJobDefinitionId')}/retries`, { retries: 1 })).status,
    ).toBe(204);
    await runBatch(batch);
    expect((await api.call(`GET /history/batch/${textOf(batch, 'id')}`)).at('endTime')).not.toBeNull();
    expect(await activities(id)).toMatchObject([{ activityId: 'a' }, { activityId: 'b' }, { activityId: 'box' }]);
  });

  test('400 and 404: nothing named, or no such batch', async () => {
    expect((await api.call('POST /process-instance/delete', {})).body).toMatchObject({
      type: 'InvalidRequestException',
      message: 'processInstanceIds is empty',
    });
    expect((await api.call('POST /job/retries', { jobIds: ['1'] })).at('message')).toBe('retries is null');
    expect((await api.call('POST /job/retries', { jobIds: [], retries: -1 })).at('message')).toBe(
      'ENGINE-13050 You must specify at least one of jobIds or jobQuery.',
    );
    const ofNone = { jobQuery: { processDefinitionKey: 'nothing' }, retries: -1 };
    expect((await api.call('POST /job/retries', ofNone)).at('message')).toBe('jobIds is empty');
    expect((await api.call('POST /job/retries', { jobIds: ['1'], retries: -1 })).at('message')).toBe(
      'Retries count is not greater than or equal to 0',
    );
    expect((await api.call('GET /batch/nothing')).status).toBe(404);
    expect((await api.call('PUT /batch/nothing/suspended', { suspended: true })).status).toBe(400);
  });
});

describe('history of instances', () => {
  test('204 and 404: removed when it is finished', async () => {
    const id = await startFirst();
    expect((await api.call(`DELETE /history/process-instance/${id}`)).status).toBe(404);
    await api.call(`DELETE /process-instance/${id}`);
    expect((await api.call(`DELETE /history/process-instance/${id}`)).status).toBe(204);
    expect((await api.call(`GET /history/process-instance/${id}`)).status).toBe(404);
    expect((await api.call(`DELETE /history/process-instance/${id}`)).status).toBe(404);
  });
});
