import { expect } from 'vitest';
import type { RoleId } from '@/lib/auth/roles.ts';
import type { TestDesk } from '@/lib/console/test-desk.ts';
import type { OperationName, OperationParameters } from './contract.ts';

/** Work, a task, a timer, a message and a signal at once; a second version; one that rests; and a message in the other notation. */
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

const HOUR_MS = 3_600_000;
const DUE = '2031-01-02T00:00:00.000Z';
const SOON = new Date(Date.now() + HOUR_MS).toISOString();
const BY_HAND = { type: 'String', text: 'by hand' } as const;

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

export type Row = Readonly<Record<string, unknown>>;

export interface Deed<N extends OperationName> {
  /** A role that may; without it the second line. */
  readonly role?: RoleId;
  prepare(at: Ground): Promise<OperationParameters<N>>;
  /** As the audit entry says, at least. */
  readonly before: Row | null;
  readonly after: Row | null;
  /** What is there afterwards, read from the tables and not from the answer. */
  stands(at: Ground, parameters: OperationParameters<N>): Promise<unknown>;
  readonly as: Row | null;
}

const RESTS = 'select is_suspended as "isSuspended" from job where key = $1::bigint';
const JOB = 'select retries, due_at as "dueAt", priority, outcome, worker from job where key = $1::bigint';
const TASK =
  'select assignee, owner, delegation, outcome, due_at as "dueAt", priority, candidate_users as users from user_task where key = $1::bigint';
const INSTANCE =
  'select is_suspended as "isSuspended", outcome, definition_key::text as definition from instance where key = $1::bigint';
const INCIDENT = 'select outcome from incident where key = $1::bigint';
const TRIAGE =
  'select t.acknowledged_by as "acknowledgedBy", t.owner, t.snoozed_until as "snoozedUntil", t.ticket from incident n left join incident_triage t on t.fingerprint = n.fingerprint where n.key = $1::bigint';
const EARLY = 'select state, is_watched as "isWatched" from early_message where key = $1::bigint';
const BATCH =
  'select is_suspended as "isSuspended", ended_at is not null as "isOver" from batch where key = $1::bigint';
const VARIABLE = `select text, removed_at is not null as "isGone" from variable where instance_key = $1::bigint and name = $2`;

/** One deed of each operation. A new operation without one does not compile. */
export const DEEDS: { readonly [N in OperationName]: Deed<N> } = {
  'incident.retry': {
    prepare: async (at) => ({ incidentKey: await at.incident() }),
    before: { retries: 0 },
    after: { retries: 1 },
    stands: (at, { incidentKey }) => at.row(INCIDENT, incidentKey),
    as: { outcome: 'resolved' },
  },
  'incident.acknowledge': {
    prepare: async (at) => ({ incidentKey: await at.incident('acknowledged'), isAcknowledged: true }),
    before: { acknowledgedBy: null },
    after: { acknowledgedBy: 'lena' },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { acknowledgedBy: 'lena' },
  },
  'incident.assign': {
    prepare: async (at) => ({ incidentKey: await at.incident('owned'), owner: 'lena' }),
    before: { owner: null },
    after: { owner: 'lena' },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { owner: 'lena' },
  },
  'incident.snooze': {
    prepare: async (at) => ({ incidentKey: await at.incident('snoozed'), until: SOON }),
    before: { snoozedUntil: null },
    after: { snoozedUntil: SOON },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { snoozedUntil: new Date(SOON) },
  },
  'incident.comment': {
    prepare: async (at) => ({ incidentKey: await at.incident('talked about'), text: 'Provider is down' }),
    before: null,
    after: { text: 'Provider is down' },
    stands: (at) => at.row('select author, text from incident_comment order by key desc limit 1'),
    as: { author: 'lena', text: 'Provider is down' },
  },
  'incident.annotate': {
    prepare: async (at) => ({ incidentKey: await at.incident(), annotation: 'asked' }),
    before: { annotation: null },
    after: { annotation: 'asked' },
    stands: (at, { incidentKey }) => at.row('select annotation from incident where key = $1::bigint', incidentKey),
    as: { annotation: 'asked' },
  },
  'incident.create': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return {
        instanceKey,
        elementInstanceKey: await at.key(
          `select key::text from element_instance where instance_key = $1::bigint and element_id = 'review'`,
          instanceKey,
        ),
        type: 'dataQuality',
        message: 'no number',
      };
    },
    before: null,
    after: { type: 'dataQuality' },
    stands: (at, { instanceKey }) =>
      at.row('select type, message, element_id as "at" from incident where instance_key = $1::bigint', instanceKey),
    as: { type: 'dataQuality', message: 'no number', at: 'review' },
  },
  'incident.resolve': {
    prepare: async (at) => ({ incidentKey: await at.reported() }),
    before: { type: 'custom', message: 'reported' },
    after: { outcome: 'resolved' },
    stands: (at, { incidentKey }) => at.row(INCIDENT, incidentKey),
    as: { outcome: 'resolved' },
  },
  'incident.retry-group': {
    prepare: async (at) => ({ incidentKey: await at.incident('of a group') }),
    before: { open: 1 },
    after: { items: 1, retries: 1 },
    stands: (at, { incidentKey }) =>
      at.row(`select count(*)::int as items from batch_item where target = $1`, incidentKey),
    as: { items: 1 },
  },
  'incident.link-ticket': {
    prepare: async (at) => ({ incidentKey: await at.incident('ticketed'), ticket: 'OPS-77' }),
    before: { ticket: null },
    after: { ticket: 'OPS-77' },
    stands: (at, { incidentKey }) => at.row(TRIAGE, incidentKey),
    as: { ticket: 'OPS-77' },
  },
  'instance.retry-all': {
    prepare: async (at) => ({ instanceKey: (await at.failed()).instanceKey }),
    before: { retries: 0 },
    after: { retries: 1 },
    stands: (at, { instanceKey }) =>
      at.row(
        'select retries, error_message is null as "isClean" from job where instance_key = $1::bigint and element_id = \'charge\'',
        instanceKey,
      ),
    as: { retries: 1 },
  },
  'instance.cancel': {
    prepare: async (at) => ({ instanceKey: await at.instance() }),
    before: { state: 'running' },
    after: { state: 'cancelled' },
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { outcome: 'terminated' },
  },
  'instance.watch': {
    prepare: async (at) => ({ instanceKey: await at.instance(), isWatched: true }),
    before: { isWatched: false },
    after: { isWatched: true },
    stands: (at, { instanceKey }) =>
      at.row(`select username from watch where kind = 'instance' and target_key = $1::bigint`, instanceKey),
    as: { username: 'lena' },
  },
  'instance.suspend': {
    prepare: async (at) => ({ instanceKey: await at.instance() }),
    before: { isSuspended: false },
    after: { isSuspended: true },
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { isSuspended: true },
  },
  'instance.resume': {
    prepare: async (at) => ({ instanceKey: await at.suspended() }),
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { isSuspended: false },
  },
  'instance.modify': {
    prepare: async (at) => ({
      instanceKey: await at.instance(),
      steps: [
        { kind: 'cancelAll', elementId: 'pause' },
        { kind: 'startBefore', elementId: 'review' },
      ],
    }),
    before: { tokens: { charge: 1, halt: 1, paid: 1, pause: 1, review: 1 } },
    after: {
      tokens: { charge: 1, halt: 1, paid: 1, review: 2 },
      steps: ['Every token at pause is cancelled.', 'A new token starts before review.'],
    },
    stands: (at, { instanceKey }) =>
      at.row(
        `select count(*) filter (where element_id = 'pause')::int as pause, count(*) filter (where element_id = 'review')::int as review from element_instance where instance_key = $1::bigint and ended_at is null`,
        instanceKey,
      ),
    as: { pause: 0, review: 2 },
  },
  'instance.migrate': {
    prepare: async (at) => ({
      instanceKey: await at.instance(),
      targetDefinitionKey: at.second,
      mapping: ['charge', 'review', 'pause', 'paid', 'halt'].map((id) => ({ source: id, target: id })),
    }),
    before: { definition: 'deed:1' },
    after: { definition: 'deed:2' },
    stands: async (at, { instanceKey, targetDefinitionKey }) => ({
      isThere:
        (await at.key('select definition_key::text as key from instance where key = $1::bigint', instanceKey)) ===
        targetDefinitionKey,
    }),
    as: { isThere: true },
  },
  'instance.restart': {
    prepare: async (at) => ({
      instanceKey: await at.ended(),
      definitionKey: at.definition(),
      starts: [{ kind: 'before', elementId: 'review' }],
      variables: 'last',
      keepsBusinessKey: true,
    }),
    before: { instance: expect.any(String) },
    after: { starts: 'before review', variables: 'last', definition: 'deed:1' },
    stands: (at) => at.row('select outcome, start_element_id as "from" from instance order by key desc limit 1'),
    as: { outcome: null },
  },
  'instance.delete-history': {
    role: 'admin',
    prepare: async (at) => ({ instanceKey: await at.ended() }),
    before: { called: [], definition: 'deed:1' },
    after: null,
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: null,
  },
  'instance.export-bundle': {
    prepare: async (at) => ({ instanceKey: await at.instance() }),
    before: null,
    after: null,
    stands: (at, { instanceKey }) => at.row(INSTANCE, instanceKey),
    as: { outcome: null },
  },
  'instance.export-list': {
    prepare: async (at) => ({ selection: { keys: [await at.instance()] }, sort: '-started', columns: ['key'] }),
    before: null,
    after: { rows: 1, columns: ['key'] },
    stands: (at) => at.row('select username from export_request order by key desc limit 1'),
    as: { username: 'lena' },
  },
  'audit.export': {
    role: 'auditor',
    prepare: async (at) => ({ filter: { instance: await at.suspendedByHand() }, format: 'jsonl' }),
    before: null,
    after: { entries: 1, isCut: false, format: 'jsonl' },
    stands: (at) => at.row(`select username, request ->> 'of' as of from export_request order by key desc limit 1`),
    as: { username: 'lena', of: 'audit' },
  },
  'audit.annotate': {
    prepare: async (at) => {
      await at.suspendedByHand();
      return { n: Number((await at.desk.lastEntry()).n), text: 'agreed by telephone' };
    },
    before: null,
    after: { text: 'agreed by telephone' },
    stands: (at, { n }) =>
      at.row(
        `select after ->> 'text' as text, actor_id as by from audit_entry where target_kind = 'entry' and target_key = $1`,
        String(n),
      ),
    as: { text: 'agreed by telephone', by: 'lena' },
  },
  'instance.start': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition(),
        businessKey: 'STARTED',
        variables: [{ name: 'n', ...BY_HAND }],
      }),
    before: null,
    after: { businessKey: 'STARTED', variables: ['n'] },
    stands: (at) =>
      at.row(
        `select v.text from instance i join variable v on v.instance_key = i.key and v.name = 'n' where i.business_key = 'STARTED'`,
      ),
    as: { text: 'by hand' },
  },
  'batch.create': {
    prepare: async (at) => ({
      selection: { keys: [await at.instance(), await at.instance()] },
      action: { kind: 'suspend' },
    }),
    before: { instances: 2 },
    after: { items: 2, action: { kind: 'suspend' } },
    stands: (at) => at.row('select total from batch order by key desc limit 1'),
    as: { total: 2 },
  },
  'batch.pause': {
    prepare: async (at) => ({ batchKey: await at.batch() }),
    before: { isSuspended: false, failed: 1 },
    after: { isSuspended: true, failed: 1 },
    stands: (at, { batchKey }) => at.row(BATCH, batchKey),
    as: { isSuspended: true },
  },
  'batch.resume': {
    prepare: async (at) => ({ batchKey: await at.paused() }),
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { batchKey }) => at.row(BATCH, batchKey),
    as: { isSuspended: false },
  },
  'batch.cancel': {
    prepare: async (at) => ({ batchKey: await at.batch() }),
    before: { done: 0, failed: 1 },
    after: { outcome: 'cancelled' },
    stands: (at, { batchKey }) => at.row(BATCH, batchKey),
    as: { isOver: true },
  },
  'batch.retry': {
    prepare: async (at) => ({ batchKey: await at.paused(), retries: 2 }),
    before: { failed: 1 },
    after: { failed: 0, triedAgain: 1 },
    stands: (at, { batchKey }) =>
      at.row('select state, retries from batch_item where batch_key = $1::bigint', batchKey),
    as: { retries: 2 },
  },
  'definition.suspend': {
    prepare: (at) => Promise.resolve({ definitionKey: at.definition('declined'), includesInstances: false, at: null }),
    before: { isSuspended: false },
    after: { isSuspended: true, at: null },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from definition where key = $1::bigint', definitionKey),
    as: { isSuspended: true },
  },
  'definition.resume': {
    prepare: (at) => Promise.resolve({ definitionKey: at.definition('declined'), includesInstances: false, at: null }),
    before: { isSuspended: true },
    after: { isSuspended: false, at: null },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from definition where key = $1::bigint', definitionKey),
    as: { isSuspended: false },
  },
  'definition.edit-ttl': {
    role: 'developer',
    prepare: (at) => Promise.resolve({ definitionKey: at.definition('resting'), days: 7 }),
    before: { historyTtlDays: 1 },
    after: { historyTtlDays: 7 },
    stands: (at, { definitionKey }) =>
      at.row('select history_ttl_days as days from definition where key = $1::bigint', definitionKey),
    as: { days: 7 },
  },
  'definition.delete': {
    role: 'developer',
    prepare: async (at) => ({ definitionKey: await at.unused() }),
    before: { processId: 'unused', running: 0 },
    after: null,
    stands: (at, { definitionKey }) => at.row('select version from definition where key = $1::bigint', definitionKey),
    as: null,
  },
  'message.correlate': {
    prepare: async (at) => ({ instanceKey: await at.instance(), name: 'Paid' }),
    before: { waitsAt: ['paid'] },
    after: { message: 'Paid' },
    stands: (at, { instanceKey }) =>
      at.row(
        `select outcome from element_instance where instance_key = $1::bigint and element_id = 'paid'`,
        instanceKey,
      ),
    as: { outcome: 'completed' },
  },
  'message.send': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return { name: 'Paid', businessKey: `DEED-${instanceKey}` };
    },
    before: null,
    after: { message: 'Paid', receivers: 1 },
    stands: (at, { businessKey = '' }) =>
      at.row(
        `select outcome from element_instance where instance_key = $1::bigint and element_id = 'paid'`,
        businessKey.slice('DEED-'.length),
      ),
    as: { outcome: 'completed' },
  },
  'message.publish': {
    prepare: async (at) => {
      await at.instance('cloud');
      return { name: 'CloudPaid', correlationKey: 'O-cloud', timeToLiveMs: HOUR_MS };
    },
    before: null,
    after: { message: 'CloudPaid', receivers: 1, correlationKey: 'O-cloud' },
    stands: (at) =>
      at.row(
        `select i.outcome from instance i join definition d on d.key = i.definition_key where d.process_id = 'cloud' order by i.key desc limit 1`,
      ),
    as: { outcome: 'completed' },
  },
  'message.replay': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return { messageKey: await at.early(), businessKey: `DEED-${instanceKey}` };
    },
    before: { state: 'waiting' },
    after: { state: 'correlated' },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { state: 'correlated' },
  },
  'message.watch': {
    prepare: async (at) => ({ messageKey: await at.early(), isWatched: true }),
    before: { isWatched: false },
    after: { isWatched: true },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { isWatched: true },
  },
  'message.mark': {
    prepare: async (at) => ({ messageKey: await at.early(), mark: 'late' }),
    before: { state: 'waiting' },
    after: { state: 'late' },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { state: 'late' },
  },
  'message.attach': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return {
        messageKey: await at.early(),
        subscriptionKey: await at.key(
          `select key::text from subscription where instance_key = $1::bigint and kind = 'message'`,
          instanceKey,
        ),
      };
    },
    before: { state: 'waiting' },
    after: { state: 'correlated', waitsFor: 'Paid' },
    stands: (at, { messageKey }) => at.row(EARLY, messageKey),
    as: { state: 'correlated' },
  },
  'message.replay-many': {
    prepare: async (at) => {
      const instanceKey = await at.instance();
      return { selection: { keys: [await at.early(`DEED-${instanceKey}`)] } };
    },
    before: { messages: 1 },
    after: { state: 'correlated', messages: 1 },
    stands: (at) => at.row('select kind, total from batch order by key desc limit 1'),
    as: { kind: 'replayMessage', total: 1 },
  },
  'message.mark-many': {
    prepare: async (at) => ({ selection: { keys: [await at.early()] }, mark: 'late' }),
    before: { messages: 1 },
    after: { state: 'late', messages: 1 },
    stands: (at) => at.row('select kind, total from batch order by key desc limit 1'),
    as: { kind: 'markMessage', total: 1 },
  },
  'message.rule': {
    prepare: () => Promise.resolve({ name: 'Unruly', rule: 'ignore' }),
    before: { rule: 'keep' },
    after: { rule: 'ignore' },
    stands: (at, { name }) => at.row('select rule from early_message_name where name = $1', name),
    as: { rule: 'ignore' },
  },
  'signal.broadcast': {
    prepare: async (at) => {
      await at.instance();
      return { name: 'Halt' };
    },
    before: null,
    after: { signal: 'Halt', starts: 0 },
    stands: (at) =>
      at.row(`select outcome from element_instance where element_id = 'halt' order by instance_key desc limit 1`),
    as: { outcome: 'completed' },
  },
  'variable.set': {
    prepare: async (at) => ({ ...(await at.variable()), type: 'Integer', text: '2' }),
    before: { text: '1', revision: 1 },
    after: { text: '2', revision: 2 },
    stands: (at, { instanceKey, name }) => at.row(VARIABLE, instanceKey, name),
    as: { text: '2' },
  },
  'variable.add': {
    prepare: async (at) => {
      const { instanceKey, scopeKey } = await at.variable();
      return { instanceKey, scopeKey, name: 'note', ...BY_HAND };
    },
    before: null,
    after: { text: 'by hand' },
    stands: (at, { instanceKey, name }) => at.row(VARIABLE, instanceKey, name),
    as: { text: 'by hand' },
  },
  'variable.remove': {
    prepare: (at) => at.variable(),
    before: { text: '1' },
    after: null,
    stands: (at, { instanceKey, name }) => at.row(VARIABLE, instanceKey, name),
    as: { isGone: true },
  },
  'job.set-retries': {
    prepare: async (at) => ({ jobKey: (await at.failed()).jobKey, retries: 4 }),
    before: { retries: 0 },
    after: { retries: 4 },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { retries: 4 },
  },
  'job.execute': {
    prepare: async (at) => ({ jobKey: await at.timer() }),
    before: { retries: 3 },
    after: { ran: true },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { outcome: 'completed' },
  },
  'job.set-due-date': {
    prepare: async (at) => ({ jobKey: await at.timer(), dueAt: DUE }),
    before: { dueAt: expect.any(String) },
    after: { dueAt: DUE },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { dueAt: new Date(DUE) },
  },
  'job.set-priority': {
    prepare: async (at) => ({ jobKey: await at.timer(), priority: 70 }),
    before: { priority: 0 },
    after: { priority: 70 },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { priority: 70n },
  },
  'job.suspend': {
    prepare: async (at) => ({ jobKey: await at.timer() }),
    before: { isSuspended: false },
    after: { isSuspended: true },
    stands: (at, { jobKey }) => at.row(RESTS, jobKey),
    as: { isSuspended: true },
  },
  'job.resume': {
    prepare: async (at) => {
      const jobKey = await at.timer();
      await at.desk.run('job.suspend', { jobKey });
      return { jobKey };
    },
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { jobKey }) => at.row(RESTS, jobKey),
    as: { isSuspended: false },
  },
  'job.unlock': {
    prepare: async (at) => {
      const jobKey = await at.work();
      await at.desk.engine.changeLease({ jobKey, worker: 'w1', until: Date.now() + HOUR_MS, mode: 'take' });
      return { jobKey };
    },
    before: { worker: 'w1' },
    after: { worker: null },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { worker: null },
  },
  'job.complete': {
    prepare: async (at) => ({ jobKey: await at.work() }),
    before: { worker: null },
    after: { outcome: 'completed' },
    stands: (at, { jobKey }) => at.row(JOB, jobKey),
    as: { outcome: 'completed' },
  },
  'job.fail': {
    prepare: async (at) => ({ jobKey: await at.work(), message: 'by hand' }),
    before: { worker: null },
    after: { retries: 0, message: 'by hand' },
    stands: (at, { jobKey }) =>
      at.row('select retries, error_message as message from job where key = $1::bigint', jobKey),
    as: { retries: 0, message: 'by hand' },
  },
  'job.throw-error': {
    prepare: async (at) => ({ jobKey: await at.work('declined'), code: 'DECLINED' }),
    before: { worker: null },
    after: { errorCode: 'DECLINED' },
    stands: (at, { jobKey }) =>
      at.row(
        `select count(*)::int as apologies from element_instance e join job j on j.instance_key = e.instance_key where j.key = $1::bigint and e.element_id = 'apology'`,
        jobKey,
      ),
    as: { apologies: 1 },
  },
  'job-definition.suspend': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition('resting'),
        elementId: 'pause',
        position: 'timer',
        includesJobs: false,
        at: null,
      }),
    before: { isSuspended: false },
    after: { isSuspended: true },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from job_setting where definition_key = $1::bigint', definitionKey),
    as: { isSuspended: true },
  },
  'job-definition.resume': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition('resting'),
        elementId: 'pause',
        position: 'timer',
        includesJobs: false,
        at: null,
      }),
    before: { isSuspended: true },
    after: { isSuspended: false },
    stands: (at, { definitionKey }) =>
      at.row('select is_suspended as "isSuspended" from job_setting where definition_key = $1::bigint', definitionKey),
    as: { isSuspended: false },
  },
  'job-definition.set-priority': {
    prepare: (at) =>
      Promise.resolve({
        definitionKey: at.definition('resting'),
        elementId: 'pause',
        position: 'timer',
        priority: 9,
        includesJobs: false,
      }),
    before: { priority: null },
    after: { priority: 9 },
    stands: (at, { definitionKey }) =>
      at.row('select priority from job_setting where definition_key = $1::bigint', definitionKey),
    as: { priority: 9n },
  },
  'job-definition.retry-failed': {
    prepare: async (at) => {
      await at.failed();
      return { definitionKey: at.definition(), elementId: 'charge', retries: 2, at: null };
    },
    before: { failed: expect.any(Number) },
    after: { retries: 2, items: expect.any(Number) },
    stands: (at) => at.row(`select kind from batch order by key desc limit 1`),
    as: { kind: 'setWorkRetries' },
  },
  'task.claim': {
    role: 'business-user',
    prepare: async (at) => ({ taskKey: await at.task() }),
    before: { assignee: null },
    after: { assignee: 'lena' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { assignee: 'lena' },
  },
  'task.complete': {
    role: 'business-user',
    prepare: async (at) => {
      const taskKey = await at.task();
      await at.desk.run('task.claim', { taskKey }, { role: 'business-user' });
      return { taskKey };
    },
    before: { assignee: 'lena' },
    after: { outcome: 'completed' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { outcome: 'completed' },
  },
  'task.delegate': {
    prepare: async (at) => ({ taskKey: await at.task(), userId: 'tom' }),
    before: { assignee: null, delegation: null },
    after: { assignee: 'tom', delegation: 'pending' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { assignee: 'tom', delegation: 'pending' },
  },
  'task.resolve': {
    prepare: async (at) => {
      const taskKey = await at.task();
      await at.desk.run('task.delegate', { taskKey, userId: 'tom' });
      return { taskKey };
    },
    before: { assignee: 'tom', delegation: 'pending' },
    after: { delegation: 'resolved' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { delegation: 'resolved' },
  },
  'task.set-candidates': {
    prepare: async (at) => ({ taskKey: await at.task(), users: ['ann'], groups: ['clerks'] }),
    before: { users: [], groups: ['supervisors'] },
    after: { users: ['ann'], groups: ['clerks'] },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { users: ['ann'] },
  },
  'task.set-dates': {
    prepare: async (at) => ({ taskKey: await at.task(), dueAt: DUE, followUpAt: null }),
    before: { dueAt: null },
    after: { dueAt: DUE },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { dueAt: new Date(DUE) },
  },
  'task.delete': {
    prepare: async (at) => ({ taskKey: await at.standaloneTask() }),
    before: { outcome: null },
    after: { outcome: 'deleted', parts: 0 },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { outcome: 'canceled' },
  },
  'task.set-priority': {
    prepare: async (at) => ({ taskKey: await at.task(), priority: 80 }),
    before: { priority: 50 },
    after: { priority: 80 },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { priority: 80 },
  },
  'task.complete-for': {
    prepare: async (at) => ({ taskKey: await at.task() }),
    before: { assignee: null },
    after: { outcome: 'completed' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { outcome: 'completed' },
  },
  'task.reassign': {
    prepare: async (at) => ({ taskKeys: [await at.task()], assignee: 'tom' }),
    before: { assignee: null },
    after: { assignee: 'tom' },
    stands: (at, { taskKeys }) => at.row(TASK, taskKeys[0] ?? ''),
    as: { assignee: 'tom' },
  },
  'task.assign': {
    prepare: async (at) => ({ taskKey: await at.task(), assignee: 'bea' }),
    before: { assignee: null },
    after: { assignee: 'bea' },
    stands: (at, { taskKey }) => at.row(TASK, taskKey),
    as: { assignee: 'bea' },
  },
  'view.save': {
    prepare: async (at) => ({
      screen: 'instances',
      name: `Saved ${await at.desk.engine.newKey()}`,
      address: 'state=incident',
    }),
    before: null,
    after: { address: 'state=incident' },
    stands: (at, { name }) => at.row('select address from saved_view where name = $1', name),
    as: { address: 'state=incident' },
  },
  'view.share': {
    prepare: async (at) => ({ viewKey: await at.view(), isShared: true }),
    before: { isShared: false },
    after: { isShared: true },
    stands: (at, { viewKey }) =>
      at.row('select is_shared as "isShared" from saved_view where key = $1::bigint', viewKey),
    as: { isShared: true },
  },
  'view.delete': {
    prepare: async (at) => ({ viewKey: await at.view() }),
    before: { screen: 'instances', address: 'state=incident' },
    after: null,
    stands: (at, { viewKey }) => at.row('select name from saved_view where key = $1::bigint', viewKey),
    as: null,
  },
  'view.set-default': {
    prepare: async (at) => ({ screen: 'instances', viewKey: await at.view() }),
    before: { viewKey: null },
    after: { screen: 'instances' },
    stands: async (at, { viewKey }) => ({
      isIt: (await at.key(`select view_key::text as key from saved_view_default where username = 'lena'`)) === viewKey,
    }),
    as: { isIt: true },
  },
};
