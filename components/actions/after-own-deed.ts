import type { Query, QueryClient } from '@tanstack/react-query';
import type { OperationResult } from '@/lib/console/contract.ts';

/** Views that are slower than this are still being read when the result is shown. */
const LONGEST_WAIT_MS = 1_500;

/**
 * Brings what is on the screen up to the person's own deed before its result is shown: whoever presses the next key is
 * bound to what he has done himself, and not told that somebody was faster. The answer carries the version, and views
 * read again.
 */
export async function afterOwnDeed(
  client: QueryClient,
  { instanceKey, version }: Pick<OperationResult, 'instanceKey' | 'version'>,
): Promise<void> {
  if (instanceKey !== null && version !== null)
    client.setQueriesData({ queryKey: ['instance'] }, (view: unknown) => withVersion(view, instanceKey, version));
  const read = client.invalidateQueries({ predicate: isView });
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    read,
    new Promise((resolve) => {
      timer = setTimeout(resolve, LONGEST_WAIT_MS);
    }),
  ]);
  clearTimeout(timer);
}

/** What a dialog asked before the deed is not asked again after it. */
function isView({ queryKey: [name] }: Query): boolean {
  return name !== 'check';
}

/** A view of the instance that is older than the deed says at least which version is now. */
function withVersion(view: unknown, instanceKey: string, version: number): unknown {
  if (
    typeof view !== 'object' ||
    view === null ||
    !('key' in view) ||
    view.key !== instanceKey ||
    !('version' in view) ||
    typeof view.version !== 'number'
  )
    return view;
  return view.version < version ? { ...view, version } : view;
}
