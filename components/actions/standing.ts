import type { OperationPreview } from '@/lib/console/contract.ts';

/**
 * How far it is with what would be confirmed: the form has gaps; the preview of exactly its values is not there yet; it
 * refuses; it allows.
 */
export type Standing = 'incomplete' | 'awaited' | 'refused' | 'open';

/** As the query of the preview has it. */
interface Asked {
  readonly data: Pick<OperationPreview, 'checks'> | undefined;
  /** It is of what was asked before. */
  readonly isPlaceholderData: boolean;
  readonly isError: boolean;
}

/**
 * What was asked before is shown meanwhile, and decides nothing. One that is read anew decides until the next is there.
 */
export function standingOf(
  { data, isPlaceholderData, isError }: Asked,
  { isComplete, isBeingWritten }: { readonly isComplete: boolean; readonly isBeingWritten: boolean },
): Standing {
  if (isBeingWritten) return 'awaited';
  if (!isComplete) return 'incomplete';
  if (data === undefined || isPlaceholderData) return isError ? 'refused' : 'awaited';
  return data.checks.some((check) => check.result === 'blocked') ? 'refused' : 'open';
}
