import type { TestDesk } from '@/lib/console/test-desk.ts';

/**
 * Work, a task, a timer, a message and a signal at once; a second version; one that rests; and a message in the other
 * notation.
 */
const models = {
  deed: (more = '') =>
    process(
      'deed',
      `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="fork"/><parallelGateway id="fork"/>
    ${['charge', 'review', 'pause', 'paid', 'halt'].map((id) => `<sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}"/>`).join('')}
    <serviceTask id="charge" camunda:type="external" camunda:topic="charge"/>
    <userTask id="review" camunda:candidateGroups="supervisors"/><intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <intermediateCatchEvent id="paid"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><intermediateCatchEvent id="halt"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>${more}`,
      '<message id="m" name="Paid"/><signal id="s" name="Halt"/>',
    ),
  declined: process(
    'declined',
    `<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="charge"/><serviceTask id="charge" camunda:type="external" camunda:topic="declined"/>
    <boundaryEvent id="no" attachedToRef="charge"><errorEventDefinition errorRef="e"/></boundaryEvent><sequenceFlow id="b" sourceRef="no" targetRef="apology"/><userTask id="apology"/>`,
    '<error id="e" errorCode="DECLINED"/>',
  ),
  resting: process(
    'resting',
    '<startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="pause"/><intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>',
  ),
  cloud: `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0" id="d" targetNamespace="tests"><bpmn:process id="cloud" isExecutable="true">
    <bpmn:startEvent id="start"/><bpmn:sequenceFlow id="a" sourceRef="start" targetRef="paid"/><bpmn:receiveTask id="paid" messageRef="m"/></bpmn:process><bpmn:message id="m" name="CloudPaid"><bpmn:extensionElements><zeebe:subscription correlationKey="=orderId"/></bpmn:extensionElements></bpmn:message></bpmn:definitions>`,
};
function process(id: string, content: string, more = ''): string {
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"><process id="${id}" isExecutable="true" camunda:historyTimeToLive="1">${content}</process>${more}</definitions>`;
}

export const HOUR_MS = 3_600_000;
export const DUE = '2031-01-02T00:00:00.000Z';
export const SOON = new Date(Date.now() + HOUR_MS).toISOString();
export const BY_HAND = { type: 'String', text: 'by hand' } as const;

/** What the deeds are done to: each makes its own, so that none depends on another. */
export class Ground {
  readonly desk: TestDesk;
  #definitions: Readonly<Record<string, string>> = {};
  #second = '';
  constructor(desk: TestDesk) {
    this.desk = desk;
  }

  async lay(): Promise<void> {
    this.#definitions = await this.desk.deploy({
      'deed.bpmn': models.deed(),
      'declined.bpmn': models.declined,
      'resting.bpmn': models.resting,
      'cloud.bpmn': models.cloud,
    });
    this.#second = (await this.desk.deploy({ 'deed.bpmn': models.deed('<userTask id="more"/>') })).deed ?? '';
  }
  /** Another version of what is in the other notation. */
  async secondCloud(): Promise<string> {
    const more = models.cloud.replace('<bpmn:startEvent', '<bpmn:endEvent id="more"/><bpmn:startEvent');
    return (await this.desk.deploy({ 'cloud.bpmn': more })).cloud ?? '';
  }
  /** A version that nothing runs in. */
  async unused(): Promise<string> {
    return (
      (
        await this.desk.deploy({
          'unused.bpmn': process('unused', `<startEvent id="start-${await this.desk.engine.newKey()}"/>`),
        })
      ).unused ?? ''
    );
  }
  /** Of the first version. */
  definition(process: 'deed' | 'declined' | 'resting' | 'cloud' = 'deed'): string {
    return this.#definitions[process] ?? '';
  }
  get second(): string {
    return this.#second;
  }

  instance(process: 'deed' | 'declined' | 'cloud' = 'deed'): Promise<string> {
    return this.desk.start(this.definition(process), {
      businessKey: (key) => `DEED-${key}`,
      variables: { amount: { type: 'Integer', text: '1' }, orderId: { type: 'String', text: `O-${process}` } },
    });
  }
  async ended(): Promise<string> {
    const instanceKey = await this.instance();
    await this.desk.engine.execute({ type: 'cancelInstance', instanceKey, reason: null, onlyRoot: false });
    return instanceKey;
  }
  async suspended(): Promise<string> {
    const instanceKey = await this.instance();
    await this.desk.engine.execute({ type: 'setInstanceSuspension', instanceKey, isSuspended: true });
    return instanceKey;
  }
  /** With an entry of the log. */
  async suspendedByHand(): Promise<string> {
    const instanceKey = await this.instance();
    await this.desk.run('instance.suspend', { instanceKey });
    return instanceKey;
  }
  async work(process: 'deed' | 'declined' = 'deed'): Promise<string> {
    return this.desk.jobAt(await this.instance(process), 'charge');
  }
  async timer(): Promise<string> {
    return this.desk.jobAt(await this.instance(), 'pause');
  }
  /** Its work has failed for good. */
  async failed(
    message = 'provider is down',
  ): Promise<{ readonly instanceKey: string; readonly jobKey: string; readonly incidentKey: string }> {
    const instanceKey = await this.instance();
    const jobKey = await this.desk.jobAt(instanceKey, 'charge');
    await this.desk.engine.execute({
      type: 'failJob',
      jobKey,
      retries: 0,
      retryAfterMs: 0,
      errorMessage: message,
      errorDetails: null,
    });
    return {
      instanceKey,
      jobKey,
      incidentKey: await this.key(
        'select key::text from incident where instance_key = $1::bigint and resolved_at is null',
        instanceKey,
      ),
    };
  }
  async incident(message?: string): Promise<string> {
    return (await this.failed(message)).incidentKey;
  }
  async reported(): Promise<string> {
    const instanceKey = await this.instance();
    const elementInstanceKey = await this.key(
      `select key::text from element_instance where instance_key = $1::bigint and element_id = 'review'`,
      instanceKey,
    );
    const incidentKey = await this.desk.engine.newKey();
    await this.desk.engine.execute({
      type: 'createIncident',
      incidentKey,
      elementInstanceKey,
      incidentType: 'custom',
      configuration: null,
      message: 'reported',
    });
    return incidentKey;
  }
  async task(): Promise<string> {
    return this.key('select key::text from user_task where instance_key = $1::bigint', await this.instance());
  }
  /** No process asked for it. */
  async standaloneTask(parentTaskKey: string | null = null): Promise<string> {
    const taskKey = await this.desk.engine.newKey();
    const attributes = {
      name: 'Call the customer',
      description: null,
      assignee: null,
      owner: null,
      delegation: null,
      dueAt: null,
      followUpAt: null,
      priority: 50,
      caseInstanceId: null,
    };
    await this.desk.engine.execute({
      type: 'createTask',
      taskKey,
      parentTaskKey,
      tenantId: null,
      externalId: null,
      attributes,
    });
    return taskKey;
  }
  async variable(): Promise<{
    readonly instanceKey: string;
    readonly scopeKey: string;
    readonly name: string;
    readonly expectedRevision: number;
  }> {
    const instanceKey = await this.instance();
    return { instanceKey, scopeKey: instanceKey, name: 'amount', expectedRevision: 1 };
  }
  async early(businessKey?: string): Promise<string> {
    await this.desk.engine.earlyMessages.keep({
      request: {
        name: 'Paid',
        variables: {},
        all: false,
        businessKey: businessKey ?? `EARLY-${await this.desk.engine.newKey()}`,
      },
      instanceId: null,
      sender: 'shop',
      senderAddress: '127.0.0.1',
    });
    return this.key('select max(key)::text as key from early_message');
  }
  /** It waits for nobody to go on: its only item cannot be done. */
  async batch(): Promise<string> {
    const key = await this.desk.engine.batches.create({
      operation: { kind: 'setVariables', variables: {} },
      targets: ['not-a-key'],
      createdBy: null,
    });
    for (
      let tries = 0;
      tries < 200 &&
      (await this.key(
        `select count(*)::text as key from batch_item where batch_key = $1::bigint and state = 'failed'`,
        key,
      )) === '0';
      tries += 1
    )
      await new Promise((next) => {
        setTimeout(next, 50);
      });
    return key;
  }
  async paused(): Promise<string> {
    const key = await this.batch();
    await this.desk.engine.batches.setSuspended(key, true);
    return key;
  }
  async view(isShared = false): Promise<string> {
    const saved = await this.desk.run('view.save', {
      screen: 'instances',
      name: `View ${await this.desk.engine.newKey()}`,
      address: 'state=incident',
    });
    if (saved.kind !== 'done' || saved.viewKey === undefined) throw new Error(JSON.stringify(saved));
    if (isShared) await this.desk.run('view.share', { viewKey: saved.viewKey, isShared: true });
    return saved.viewKey;
  }
  /** The first row; its values as PostgreSQL gives them. */
  async row(sql: string, ...values: readonly string[]): Promise<unknown> {
    return (await this.desk.database.$queryRawUnsafe<unknown[]>(sql, ...values))[0] ?? null;
  }
  async key(sql: string, ...values: readonly string[]): Promise<string> {
    const [row] = await this.desk.database.$queryRawUnsafe<{ key: string }[]>(sql, ...values);
    return row?.key ?? '';
  }
}
