import { z } from 'zod';
import type { Command, Engine } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import type { BatchAction, InstanceSelection, OperationCheck } from './contract.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema, nameSchema, retriesSchema, textSchema } from './parameter-schemas.ts';
import { typedValue } from './typed-value.ts';

/** More than this is not chosen at once: the plan holds every key. */
export const MAX_CHOSEN = 100_000;
/** From here on a batch is of the next higher class. */
const MANY = 50;
/** Items that are rehearsed on the engine before the batch begins. */
const SAMPLE = 20;

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('retry'), retries: retriesSchema }),
  z.strictObject({ kind: z.literal('suspend') }), z.strictObject({ kind: z.literal('resume') }), z.strictObject({ kind: z.literal('cancel') }),
  z.strictObject({ kind: z.literal('setVariable'), name: nameSchema, type: z.string().max(20), text: textSchema.nullable() }),
]);
const selection = z.strictObject({ keys: z.array(keySchema).max(MAX_CHOSEN).optional(), filter: z.record(z.string().max(200), z.string().max(40_000)).optional(), except: z.array(keySchema).max(MAX_CHOSEN).optional() })
  .refine(({ keys = [], filter }) => keys.length > 0 || filter !== undefined, 'Nothing is chosen.');

/** What each action is by itself, and what it is called. */
const ACTION_OF: Readonly<Record<BatchAction['kind'], { readonly name: ActionName; readonly words: string }>> = {
  retry: { name: 'incident.retry', words: 'Retry open incidents of' }, suspend: { name: 'instance.suspend', words: 'Suspend' }, resume: { name: 'instance.resume', words: 'Resume' },
  cancel: { name: 'instance.cancel', words: 'Cancel' }, setVariable: { name: 'variable.set', words: 'Set a variable of' },
};

/** One action on many instances: counted, rehearsed on a sample, then worked on in the background with a result for each. */
export const batchCreate: Operation<'batch.create'> = {
  name: 'batch.create',
  parameters: z.strictObject({ selection, action }),
  plan: async (context, { selection: chosen, action: what }) => {
    const found = await chosenInstances(context, chosen);
    const { name, words } = ACTION_OF[what.kind];
    if ('problems' in found) return NOT_FOUND;
    const reach = await reachOf(context.database, found.keys);
    const [first] = reach;
    if (first === undefined) return NOT_FOUND;
    const targets = what.kind === 'retry' ? await incidentsOf(context.database, found.keys) : found.keys;
    const many = targets.length > MANY;
    const risk = what.kind === 'cancel' ? 'destructive' : many || ACTIONS[name].risk === 'high' ? 'high' : ACTIONS[name].risk;
    const count = `${targets.length} ${what.kind === 'retry' ? 'incidents' : 'instances'}`;
    return {
      target: { kind: 'definition', key: first.definitionKey, instanceKey: null, definitionKey: first.definitionKey, processId: first.processId, elementId: null, businessKey: null },
      risk, riskBecause: many ? `It is done to more than ${MANY} at once.` : `${ACTIONS[name].label} is of this class.`,
      confirmation: what.kind === 'cancel' ? `cancel ${targets.length}` : null,
      effects: [`${words} ${found.keys.length} instances${what.kind === 'retry' ? `: ${count}, each with ${what.retries} ${what.retries === 1 ? 'attempt' : 'attempts'}` : ''}.`, ...reach.map(({ processId, version, instances }) => `${instances} of ${processId} version ${version}.`), 'It runs in the background and can be paused; each item keeps its own result.'],
      checks: [countCheck(found, targets.length), rightsCheck(context, name, reach), valueCheck(what), await sampleCheck(context.engine, what, targets)],
      before: { instances: found.keys.length }, after: { action: what, items: targets.length }, version: null,
      run: async ({ audit }) => {
        const key = await context.engine.batches.create({ operation: operationOf(what, audit.note ?? audit.reasonCode), targets, createdBy: context.person.username, audit: { ...audit, targetKind: 'batch' } });
        return { kind: 'done', message: `The batch of ${count} was created.`, instanceKey: null, version: null, batchKey: key };
      },
    };
  },
};

type Chosen = { readonly keys: readonly string[]; readonly isCut: boolean };

async function chosenInstances(context: OperationContext, { keys = [], filter, except = [] }: InstanceSelection): Promise<Chosen | { readonly problems: readonly string[] }> {
  const found = filter === undefined ? { keys: [] } : await context.instances.select(filter, MAX_CHOSEN + 1);
  if ('problems' in found) return found;
  const left = new Set(except);
  const all = [...new Set([...found.keys, ...keys])].filter((key) => !left.has(key));
  return { keys: all.slice(0, MAX_CHOSEN), isCut: all.length > MAX_CHOSEN };
}

interface Reach { readonly definitionKey: string; readonly processId: string; readonly version: number; readonly instances: number }

/** By definition, most first. */
function reachOf(database: Database, keys: readonly string[]): Promise<Reach[]> {
  return database.$queryRaw<Reach[]>(Prisma.sql`
    select d.key::text as "definitionKey", d.process_id as "processId", d.version, count(*)::int as instances
    from instance i join definition d on d.key = i.definition_key where i.key = any(${[...keys]}::text[]::bigint[]) group by d.key order by count(*) desc, d.key`);
}

async function incidentsOf(database: Database, keys: readonly string[]): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select n.key::text as key from incident n where n.resolved_at is null and n.instance_key = any(${[...keys]}::text[]::bigint[]) order by n.key`);
  return rows.map(({ key }) => key);
}

function countCheck({ isCut }: Chosen, items: number): OperationCheck {
  if (items === 0) return { name: 'There is something to do', result: 'blocked', evidence: 'None of the chosen instances can be worked on.' };
  return isCut
    ? { name: 'There is something to do', result: 'look', evidence: `Only the newest ${MAX_CHOSEN} are taken; make a second batch for the rest.` }
    : { name: 'There is something to do', result: 'passed', evidence: `${items} items.` };
}

/** The action's own permission, for every definition concerned. */
function rightsCheck({ person }: OperationContext, name: ActionName, reach: readonly Reach[]): OperationCheck {
  const denied = reach.flatMap(({ processId }) => { const access = authorize(person, ACTIONS[name].permission, { definition: processId, risk: ACTIONS[name].risk }); return access.isAllowed ? [] : [access.message]; });
  const [message] = denied;
  return message === undefined
    ? { name: 'You may do this to each', result: 'passed', evidence: ACTIONS[name].permission }
    : { name: 'You may do this to each', result: 'blocked', evidence: message };
}

function valueCheck(what: BatchAction): OperationCheck {
  if (what.kind !== 'setVariable') return { name: 'Values fit their types', result: 'passed', evidence: 'There are none.' };
  const typed = typedValue(what.type, what.text);
  return typed.isValid ? { name: 'Values fit their types', result: 'passed', evidence: typed.value.type } : { name: 'Values fit their types', result: 'blocked', evidence: typed.problem };
}

/** The first items on the real engine, without a commit: who would be refused, and why. */
async function sampleCheck(engine: Engine, what: BatchAction, targets: readonly string[]): Promise<OperationCheck> {
  const sample = targets.slice(0, SAMPLE);
  const refusals: string[] = [];
  for (const target of sample) {
    const command = commandOf(what, target);
    const rehearsed = command === null ? null : await engine.rehearse(command);
    if (rehearsed?.kind === 'rejection') refusals.push(rehearsed.message);
  }
  const name = 'Dry run on a sample';
  if (refusals.length === 0) return { name, result: 'passed', evidence: `All ${sample.length} of the sample would work.` };
  return { name, result: refusals.length === sample.length ? 'blocked' : 'look', evidence: `${refusals.length} of ${sample.length} would be refused: ${[...new Set(refusals)].join('; ')}.` };
}

function commandOf(what: BatchAction, target: string): Command | null {
  switch (what.kind) {
    // Its job gets attempts first, which a rehearsal of one command cannot show.
    case 'retry': return null;
    case 'suspend': case 'resume': return { type: 'setInstanceSuspension', instanceKey: target, isSuspended: what.kind === 'suspend', includesCalled: true };
    case 'cancel': return { type: 'cancelInstance', instanceKey: target, reason: null, onlyRoot: false };
    case 'setVariable': { const typed = typedValue(what.type, what.text); return typed.isValid ? { type: 'setVariables', scopeKey: target, variables: { [what.name]: typed.value }, removals: [], local: false } : null; }
  }
}

function operationOf(what: BatchAction, reason: string | null): Parameters<Engine['batches']['create']>[0]['operation'] {
  switch (what.kind) {
    case 'retry': return { kind: 'retryIncident', retries: what.retries };
    case 'suspend': case 'resume': return { kind: 'suspendInstance', isSuspended: what.kind === 'suspend', includesCalled: true };
    case 'cancel': return { kind: 'cancelInstance', reason, keepsCalled: false };
    case 'setVariable': { const typed = typedValue(what.type, what.text); return { kind: 'setVariables', variables: typed.isValid ? { [what.name]: typed.value } : {} }; }
  }
}
