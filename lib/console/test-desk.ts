import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { type Engine, startEngine, type VariableValue } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import type { Person } from '@/lib/auth/person.ts';
import type { RoleId } from '@/lib/auth/roles.ts';
import { createDatabase, type Database } from '@/lib/db.ts';
import { batchGuard } from '@/lib/operations/batch-guard.ts';
import {
  needsLook,
  type OperationName,
  type OperationParameters,
  type OperationPreview,
  type Reason,
} from '@/lib/operations/contract.ts';
import { type Answer, runOperation } from '@/lib/operations/run-operation.ts';
import { createTestDatabase } from '@/scripts/test-database.ts';
import type { QueryName, QueryParams, QueryView } from './contract.ts';
import { instanceSelector } from './queries/instance-selector.ts';
import type { Query } from './queries/query.ts';
import { QUERIES } from './queries/registry.ts';
import { personWith } from './test-person.ts';

/** Enough for every class of risk, apart from what is typed to confirm. */
const REASON: Reason = { code: 'test', ticket: 'OPS-1', note: 'a test' };

/** A right that a test takes away is gone at once. */
const RIGHTS_REMEMBERED_MS = 0;

type StartVariables = Readonly<Record<string, VariableValue>>;
/** `businessKey`: also from the instance's own key. */
interface About {
  readonly businessKey?: string | ((instanceKey: string) => string);
  readonly variables?: StartVariables;
}
interface Who {
  readonly role?: RoleId;
  readonly person?: Person;
}
interface Asking extends Who {
  readonly mode?: 'check';
  readonly reason?: Reason;
  readonly confirmation?: string;
  readonly undoes?: number;
  readonly expectedVersion?: number;
  readonly expectedState?: unknown /** By this name, with the role's rights. */;
  readonly as?: string;
  /** Says nothing of having looked at the checks; otherwise all that ask for it were looked at, as in the console. */
  readonly isUnlooked?: boolean;
}

interface Running {
  readonly url: string;
  readonly database: Database;
  readonly engine: Engine;
  stop(): Promise<void>;
}

/**
 * What an operator sits at, for the tests of a file: a database of its own, an engine, queries and operations as a
 * person may.
 */
export interface TestDesk {
  readonly url: string;
  readonly database: Database;
  readonly engine: Engine;
  /** By file name; gives the definitions' keys by process id. */
  deploy(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  start(definitionKey: string, about?: About): Promise<string>;
  /** As an operator of the second line, unless somebody else is named. */
  run<N extends OperationName>(name: N, parameters: OperationParameters<N> | null, asking?: Asking): Promise<Answer>;
  /** null: it is not there, or out of reach. */
  ask<N extends QueryName>(name: N, params: QueryParams<N>, who?: Who): Promise<QueryView<N> | null>;
  /** The same for what must be there. */
  see<N extends QueryName>(name: N, params: QueryParams<N>, who?: Who): Promise<QueryView<N>>;
  /** The newest entry of the audit log. */
  lastEntry(): Promise<Awaited<ReturnType<Database['auditEntry']['findMany']>>[number]>;
  /** The key of the open job of an element; empty where there is none. */
  jobAt(instanceKey: string, elementId: string): Promise<string>;
}

/**
 * `prepare`: rows that are there before the engine starts. `guard`: each item of a batch is checked against the roles
 * of who made it.
 */
export interface DeskOptions {
  readonly isJobExecutorOn?: boolean;
  readonly isGuarded?: boolean;
  prepare?(database: Database): Promise<unknown>;
}

export function testDesk(options: DeskOptions = {}): TestDesk {
  let started: Running | null = null;
  const running = (): Running => {
    if (started === null) throw new Error('The desk stands only while tests run.');
    return started;
  };
  beforeAll(async () => {
    started = await startDesk(options);
  });
  afterAll(async () => {
    await started?.stop();
  });
  const see: TestDesk['see'] = async (name, params, who) => {
    const view = await ask(running(), name, params, who);
    if (view === null) throw new Error(`${name} has no answer`);
    return view;
  };
  return {
    get url() {
      return running().url;
    },
    get database() {
      return running().database;
    },
    get engine() {
      return running().engine;
    },
    deploy: (files) => deploy(running().engine, files),
    start: (definitionKey, about) => start(running().engine, definitionKey, about),
    run: (name, parameters, asking) => run(running(), name, parameters, asking),
    ask: (name, params, who) => ask(running(), name, params, who),
    see,
    async lastEntry() {
      const [entry] = await running().database.auditEntry.findMany({ orderBy: { n: 'desc' }, take: 1 });
      if (entry === undefined) throw new Error('The audit log is empty.');
      return entry;
    },
    async jobAt(instanceKey, elementId) {
      const [job] = await running().database.$queryRaw<
        { key: string }[]
      >`select key::text from job where instance_key = ${BigInt(instanceKey)} and element_id = ${elementId}
        and ended_at is null`;
      return job?.key ?? '';
    },
  };
}

async function startDesk({ isJobExecutorOn = false, isGuarded = false, prepare }: DeskOptions): Promise<Running> {
  const own = await createTestDatabase();
  const database = createDatabase(own.url);
  await prepare?.(database);
  const guardPool = isGuarded ? new pg.Pool({ connectionString: own.url, max: 2 }) : null;
  const engine = await startEngine({
    databaseUrl: own.url,
    isJobExecutorOn,
    ...(guardPool !== null && { itemGuard: batchGuard(guardPool, RIGHTS_REMEMBERED_MS) }),
  });
  return {
    url: own.url,
    database,
    engine,
    async stop() {
      await engine.stop();
      await guardPool?.end();
      await database.$disconnect();
      await own.drop();
    },
  };
}

async function deploy(
  engine: Engine,
  files: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const resources = Object.entries(files).map(([name, text]) => ({ name, content: new TextEncoder().encode(text) }));
  const deployed = await engine.deploy({
    name: 'test',
    source: null,
    tenantId: null,
    duplicates: 'deployAll',
    resources,
  });
  if (deployed.kind !== 'deployed') throw new Error(JSON.stringify(deployed));
  return Object.fromEntries(deployed.definitions.map(({ processId, key }) => [processId, key]));
}

async function start(
  engine: Engine,
  definitionKey: string,
  { businessKey, variables = {} }: About = {},
): Promise<string> {
  const instanceKey = await engine.newKey();
  const started = await engine.execute({
    type: 'startInstance',
    instanceKey,
    definitionKey,
    businessKey: typeof businessKey === 'function' ? businessKey(instanceKey) : (businessKey ?? null),
    tenantId: null,
    variables,
  });
  if (started.kind === 'rejection') throw new Error(started.message);
  return instanceKey;
}

const named = (person: Person, name: string | undefined): Person =>
  name === undefined ? person : { ...person, username: name, name };

async function run<N extends OperationName>(
  { database, engine }: Running,
  name: N,
  parameters: OperationParameters<N> | null,
  {
    role,
    as,
    person = named(personWith(role ?? 'l2-operator'), as),
    reason = REASON,
    confirmation,
    isUnlooked = false,
    ...more
  }: Asking = {},
): Promise<Answer> {
  const caller = {
    database,
    engine,
    person,
    address: '127.0.0.1',
    instances: instanceSelector({ database, engine, person }),
  };
  const seen =
    isUnlooked || more.mode === 'check' || reason.looked !== undefined
      ? null
      : await runOperation(name, { parameters, ...more, mode: 'check' }, caller);
  const said: Reason = {
    ...reason,
    ...(confirmation !== undefined && { confirmation }),
    ...(seen?.kind === 'preview' && { looked: lookedAt(seen) }),
  };
  const answer = await runOperation(name, { parameters, reason: said, ...more }, caller);
  // Whatever is tested: marks of elements are for the server alone.
  if (/[\uE000-\uE002]/u.test(JSON.stringify(answer))) throw new Error(`A mark was left in ${JSON.stringify(answer)}`);
  return answer;
}

/** Names of the checks that somebody has to look at. */
export function lookedAt({ checks }: Pick<OperationPreview, 'checks'>): readonly string[] {
  return checks.filter(needsLook).map(({ name }) => name);
}

async function ask<N extends QueryName>(
  { database, engine }: Running,
  name: N,
  params: QueryParams<N>,
  { role, person = personWith(role ?? 'l2-operator') }: Who = {},
): Promise<QueryView<N> | null> {
  const query: Query<N> = QUERIES[name];
  const access = authorize(person, query.permission);
  if (!access.isAllowed) throw new Error(access.message);
  const prepared = query.prepare(params);
  if (!prepared.isValid) throw new Error(JSON.stringify(prepared.problems));
  return prepared.run({ database, engine, person, access });
}
