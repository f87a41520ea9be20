import type { Engine, Instant, InstanceRow, Key } from '@/engine/index.ts';
import { optionalDateText } from '../dates.ts';

type Shown = Readonly<Record<string, unknown>>;
export const DAY_MS = 86_400_000;

/**
 * When the history of an instance goes: the time that somebody gave it, else so many days after the whole tree has
 * ended as the definition of its root says. null: it stays.
 */
function removalAt(instance: InstanceRow, root: InstanceRow | undefined): Instant | null {
  if (instance.isRemovalFixed) return instance.removalAt;
  if (root === undefined || root.endedAt === null || root.historyTtlDays === null) return null;
  return root.endedAt + root.historyTtlDays * DAY_MS;
}

/**
 * `removalTime` of what belongs to instances, which the entries name themselves; of what belongs to none it stays as it
 * is.
 */
export async function withRemovalTimes(engine: Engine, entries: readonly Shown[]): Promise<readonly Shown[]> {
  const keys = [
    ...new Set(entries.flatMap((entry) => [instanceOf(entry), rootOf(entry)]).filter((key) => key !== null)),
  ];
  if (keys.length === 0) return entries;
  const instances = new Map(
    (
      await engine.search.find('instance', { where: [{ field: 'key', op: 'in', value: keys }], limit: keys.length })
    ).map((row) => [row.key, row]),
  );
  return entries.map((entry) => {
    const instance = instances.get(instanceOf(entry) ?? '');
    return instance === undefined
      ? entry
      : { ...entry, removalTime: optionalDateText(removalAt(instance, instances.get(instance.treeKey))) };
  });
}

const rootOf = ({ rootProcessInstanceId }: Shown): Key | null =>
  typeof rootProcessInstanceId === 'string' ? rootProcessInstanceId : null;
/** An entry that names no instance of its own belongs to the root. */
const instanceOf = (entry: Shown): Key | null =>
  typeof entry.processInstanceId === 'string' ? entry.processInstanceId : rootOf(entry);
