import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { counted } from './counted.ts';
import { guardedMessages } from './batch-guard.ts';
import { sampleCheck, sampled } from './batch-sample.ts';
import type { BatchSample, MessageSelection, OperationCheck, StopRule } from './contract.ts';
import { type NotFound, NOT_FOUND, type Operation, type OperationContext, type Plan } from './operation.ts';
import { instanceSelectionSchema } from './parameter-schemas.ts';
import { countOf, reachCheck } from './receivers.ts';
import { ruleNoted, stopEffects, stopRuleSchema } from './stop-rule.ts';
import { followingBatch } from './told.ts';
import { grouped } from './grouped.ts';

/** Messages that one batch takes. */
const MAX_MESSAGES = 10_000;
/** With more, the batch is of high risk. */
const MANY = 50;

type Mark = 'late' | 'duplicate' | 'waiting';
interface Item {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly state: 'waiting' | 'correlated' | 'late' | 'duplicate';
}
interface Many {
  readonly name: 'message.replay-many' | 'message.mark-many';
  readonly riskBecause: string;
  readonly effect: (count: string) => string;
  readonly takes: (item: Item) => boolean;
  readonly sample: (items: readonly Item[]) => Promise<BatchSample | null>;
  readonly checks: (sample: BatchSample | null) => readonly OperationCheck[];
  readonly create: (
    targets: readonly string[],
    note: string | null,
  ) => Parameters<OperationContext['engine']['batches']['create']>[0]['operation'];
  readonly after: object;
  /** To mark them hardly fails: that needs none. */
  readonly stopRule: StopRule | undefined;
}

/** Sends early messages again, each to exactly one that waits for it, as a batch with a result for each. */
export const messageReplayMany: Operation<'message.replay-many'> = {
  name: 'message.replay-many',
  parameters: z.strictObject({ selection: instanceSelectionSchema, stopRule: stopRuleSchema.optional() }),
  plan: (context, { selection, stopRule }) => {
    const reached: OperationCheck[] = [];
    return planMany(context, selection, {
      name: 'message.replay-many',
      riskBecause: 'The processes believe that the other systems have spoken only now.',
      takes: ({ state }) => state === 'waiting',
      after: { state: 'correlated' },
      stopRule,
      effect: (count) =>
        `${count} sent again, each to what waits for it with its own key; what finds nobody, or more than one, stays as it is.`,
      sample: (items) =>
        sampled(
          items,
          (item) => refusalOf(context, item, reached),
          (some) => Promise.resolve(some.map(({ title }) => ({ instanceKey: null, title }))),
        ),
      checks: (sample) => [
        ...(sample === null ? [] : [sampleCheck(sample)]),
        reached.find(({ result }) => result === 'blocked') ??
          reached[0] ?? { name: 'You may do this to each', result: 'passed', evidence: 'message.correlate' },
      ],
      create: () => ({ kind: 'replayMessage', by: context.person.username }),
    });
  },
};

/** Puts early messages aside as late or duplicate, or lets them wait again, as a batch. */
export const messageMarkMany: Operation<'message.mark-many'> = {
  name: 'message.mark-many',
  parameters: z.strictObject({ selection: instanceSelectionSchema, mark: z.enum(['late', 'duplicate', 'waiting']) }),
  plan: (context, { selection, mark }) =>
    planMany(context, selection, {
      name: 'message.mark-many',
      riskBecause: 'What they say will reach no process.',
      takes: ({ state }) => state !== 'correlated' && state !== mark,
      after: { state: mark },
      stopRule: undefined,
      effect: (count) => `${count} ${WORDS[mark]}`,
      sample: () => Promise.resolve(null),
      checks: () => [],
      create: (_, note) => ({ kind: 'markMessage', mark, by: context.person.username, note }),
    }),
};
const WORDS: Readonly<Record<Mark, string>> = {
  late: 'marked late: nothing will be done with them.',
  duplicate: 'marked duplicates: nothing will be done with them.',
  waiting: 'waiting again.',
};

async function planMany(context: OperationContext, selection: MessageSelection, many: Many): Promise<Plan | NotFound> {
  const chosen = await chosenMessages(context, selection);
  if (chosen === null) return NOT_FOUND;
  const items = chosen.items.filter(many.takes);
  const rest = chosen.items.length - items.length;
  const isMany = items.length > MANY;
  const sample = await many.sample(items);
  return {
    target: {
      kind: 'message',
      key: '',
      instanceKey: null,
      definitionKey: null,
      processId: '',
      elementId: null,
      businessKey: null,
    },
    risk: isMany ? 'high' : ACTIONS[many.name].risk,
    riskBecause: isMany ? `It is done to more than ${MANY} at once.` : many.riskBecause,
    confirmation: null,
    effects: [
      many.effect(`${grouped(items.length)} ${items.length === 1 ? 'message is' : 'messages are'}`),
      ...byName(items),
      ...(rest === 0 ? [] : [`${rest} others of the choice stay as they are: they were received, or are marked.`]),
      'It runs in the background and can be paused; each message keeps its own result.',
      ...stopEffects(many.stopRule),
    ],
    checks: [
      countCheck(items.length, chosen.isCut),
      batchCheck(context, isMany),
      ...many.checks(sample),
      {
        name: 'Each message is judged again',
        result: 'passed',
        evidence: 'Your permission and its state are looked at right before it is done.',
      },
    ],
    before: { messages: chosen.items.length },
    state: null,
    after: { ...many.after, messages: items.length, ...ruleNoted(many.stopRule) },
    version: null,
    ...(sample !== null && { sample }),
    run: async ({ audit }) => {
      const targets = items.map(({ key }) => key);
      const batchKey = await context.engine.batches.create({
        operation: many.create(targets, audit.note),
        targets,
        createdBy: context.person.username,
        audit: followingBatch(audit, context.person),
        guarded: guardedMessages(context.person, many.name),
      });
      return {
        kind: 'done',
        message: `The batch of ${grouped(items.length)} was created.`,
        instanceKey: null,
        version: null,
        batchKey,
      };
    },
  };
}

/** Oldest first, as they came. null: the filter cannot be read, or nothing is there. */
async function chosenMessages(
  context: OperationContext,
  { keys = [], filter, except = [] }: MessageSelection,
): Promise<{ readonly items: readonly Item[]; readonly isCut: boolean } | null> {
  const found =
    filter === undefined
      ? { keys: [] }
      : await context.instances.selectMessages(filter, MAX_MESSAGES + except.length + 1);
  if ('problems' in found) return null;
  // By hand, too, only what the person sees.
  const seen = keys.length === 0 ? { keys: [] } : await context.instances.selectMessages({}, keys.length, keys);
  if ('problems' in seen) return null;
  const left = new Set(except);
  const all = [...new Set([...found.keys, ...seen.keys])].filter((key) => !left.has(key));
  if (all.length === 0) return null;
  const items = await context.database.$queryRaw<Item[]>(Prisma.sql`
    select m.key::text as key, m.name, m.name || coalesce(' · ' || m.business_key, '') as title, m.state
      from early_message m where m.key = any(${all.slice(0, MAX_MESSAGES)}::text[]::bigint[]) order by m.key`);
  return { items, isCut: all.length > MAX_MESSAGES };
}

/** null: it would be received. */
async function refusalOf(context: OperationContext, { key }: Item, reached: OperationCheck[]): Promise<string | null> {
  const receivers = await context.engine.earlyMessages.receivers(key, {});
  if (receivers === null) return 'its values were too large to be kept';
  reached.push(reachCheck(context, 'message.replay-many', receivers));
  const count = countOf(receivers);
  return count === 1 ? null : count === 0 ? 'nothing waits for it' : 'more than one waits for it';
}

function byName(items: readonly Item[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
  const named = [...counts].sort(([, a], [, b]) => b - a);
  return named.length === 0
    ? []
    : [
        `${named
          .slice(0, NAMED)
          .map(([name, count]) => `${grouped(count)} of ${name}`)
          .join(', ')}${named.length > NAMED ? ', …' : ''}.`,
      ];
}
const NAMED = 5;

function countCheck(count: number, isCut: boolean): OperationCheck {
  const name = 'There is something to do';
  if (count === 0) return { name, result: 'blocked', evidence: 'None of the chosen messages can be worked on.' };
  return isCut
    ? { name, result: 'look', evidence: `Only the newest ${MAX_MESSAGES} are taken; make a second batch for the rest.` }
    : { name, result: 'passed', evidence: `${counted(count, 'message')}.` };
}

/** Many at once are a batch in the eyes of the permissions, too. */
function batchCheck({ person }: OperationContext, isMany: boolean): OperationCheck {
  const name = 'You may do this to so many';
  if (!isMany) return { name, result: 'passed', evidence: 'They are few.' };
  const access = authorize(person, 'batch.create', { risk: 'high' });
  return access.isAllowed
    ? { name, result: 'passed', evidence: 'batch.create' }
    : { name, result: 'blocked', evidence: access.message };
}
