import type { Executed, Rejection, TreeState } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import { named, rejectionWords } from '@/lib/models/element-words.ts';
import type { ItemSort } from './batch-actions.ts';
import { batchCommand } from './batch-command.ts';
import { titlesOf } from './batch-items.ts';
import type { BatchAction, BatchSample, OperationCheck, SampleGroup } from './contract.ts';
import { tokenProblems } from './migration-checks.ts';
import { movedOnText } from './modification-steps.ts';
import type { OperationContext } from './operation.ts';
import { restartRequest } from './restart-request.ts';
import { isOpenStartJob } from './start-timer.ts';

/** Items that are rehearsed on the engine before the batch begins. */
const SAMPLE = 20;
const MAX_EXAMPLES = 3;

type Context = Pick<OperationContext, 'database' | 'engine'>;

/** Some items, spread over all, on the real engine without a commit: what would come of each, in groups. */
export function rehearsedSample(
  context: Context,
  what: BatchAction,
  sort: ItemSort,
  targets: readonly string[],
): Promise<BatchSample> {
  return sampled(
    targets,
    (target) => refusalOf(context, what, target),
    async (chosen) => {
      const titles = new Map((await titlesOf(context.database, sort, chosen)).map((each) => [each.key, each]));
      return chosen.map((target) => ({
        instanceKey: titles.get(target)?.instanceKey ?? null,
        title: titles.get(target)?.title ?? target,
      }));
    },
  );
}

type Example = SampleGroup['examples'][number];

/** `refusalOf` null: it would work. `titlesOf`: how each of the sample is called, in their order. */
export async function sampled<Item>(
  items: readonly Item[],
  refusalOfItem: (item: Item) => Promise<string | null>,
  titlesOfItems: (items: readonly Item[]) => Promise<readonly Example[]>,
): Promise<BatchSample> {
  const step = Math.max(1, Math.floor(items.length / SAMPLE));
  const chosen = items.filter((_, n) => n % step === 0).slice(0, SAMPLE);
  const titles = await titlesOfItems(chosen);
  const groups = new Map<string | null, { count: number; examples: Example[] }>();
  for (const [n, item] of chosen.entries()) {
    const refusal = await refusalOfItem(item);
    const group = groups.get(refusal) ?? { count: 0, examples: [] };
    groups.set(refusal, group);
    group.count += 1;
    const title = titles[n];
    if (group.examples.length < MAX_EXAMPLES && title !== undefined) group.examples.push(title);
  }
  const ordered = [...groups]
    .map(([message, group]): SampleGroup => ({ message, ...group }))
    .sort((one, other) => Number(one.message === null) - Number(other.message === null) || other.count - one.count);
  return { total: items.length, checked: chosen.length, works: groups.get(null)?.count ?? 0, groups: ordered };
}

export function sampleCheck({ checked, works, groups }: BatchSample): OperationCheck {
  const name = 'Dry run on a sample';
  if (checked === works) return { name, result: 'passed', evidence: `All ${checked} of the sample would work.` };
  const reasons = groups.flatMap(({ message }) => message ?? []);
  return {
    name,
    result: works === 0 ? 'blocked' : 'look',
    evidence: `${checked - works} of ${checked} would be refused: ${reasons.join('; ')}.`,
  };
}

/** null: it would work. */
async function refusalOf(context: Context, what: BatchAction, target: string): Promise<string | null> {
  if (what.kind === 'delete') return runningBelow(context, target);
  if (what.kind === 'deleteDecisions') return null;
  // A lease is no part of the process: it can always be taken away.
  if (what.kind === 'unlockWork') return null;
  if (what.kind === 'restart')
    return messageOf(await context.engine.restartInstance(restartRequest(what), target, { isRehearsal: true }));
  const command = await batchCommand(context, what, target);
  if (typeof command === 'string') return command;
  // Before an instance begins there is nothing to rehearse on.
  if ('jobKey' in command && (await isOpenStartJob(context.database, command.jobKey))) return null;
  const rehearsed = await context.engine.rehearse(command);
  return (
    messageOf(rehearsed) ??
    (what.kind === 'modify' && rehearsed.kind === 'executed' ? withoutToken(what, rehearsed.before, target) : null)
  );
}

/** As the items are judged later: where a plan takes tokens away, there have to be some. */
function withoutToken(
  { steps }: Extract<BatchAction, { kind: 'modify' }>,
  before: TreeState | null,
  instanceKey: string,
): string | null {
  const waiting = [
    ...(before?.elements.values() ?? []),
    ...[...(before?.jobs.values() ?? [])].filter(({ kind }) => kind === 'continuation'),
  ];
  const held = new Set(waiting.filter((each) => each.instanceKey === instanceKey).map(({ elementId }) => elementId));
  const missing = steps.flatMap((step) =>
    step.kind === 'cancelAll' && !held.has(step.elementId) ? [step.elementId] : [],
  );
  return missing.length === 0 ? null : movedOnText(missing);
}

function messageOf(outcome: Executed | Rejection): string | null {
  if (outcome.kind === 'executed') return null;
  const problems = [
    ...new Set(tokenProblems(outcome).map(({ elementId, message }) => `${named(elementId)} ${message}`)),
  ];
  return problems.length === 0 ? rejectionWords(outcome) : problems.join('; ');
}

async function runningBelow({ database }: Context, instanceKey: string): Promise<string | null> {
  const [row] = await database.$queryRaw<{ running: number }[]>(Prisma.sql`
    with recursive below(key, ended_at) as (
      select i.key, i.ended_at from instance i where i.key = ${instanceKey}::bigint
      union all select i.key, i.ended_at from below b join instance i on i.parent_instance_key = b.key
    ) select count(*)::int as running from below where ended_at is null`);
  return (row?.running ?? 0) > 0 ? 'the instance runs still' : null;
}
