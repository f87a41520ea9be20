import type { MessageKey } from '@/components/messages/messages.ts';
import type { OperationCheck, OperationPreview } from '@/lib/console/contract.ts';
import { needsLook } from '@/lib/operations/contract.ts';

/**
 * Findings that a person has looked at. A tick is of what was found: another finding of the same check has not been
 * seen yet.
 */
export type Ticked = ReadonlySet<string>;

/** What a tick says was done; of other checks, that they were looked at. */
const WORDS: Readonly<Partial<Record<string, MessageKey>>> = {
  'Outside effects so far': 'tick.outside',
  'Idempotency key': 'tick.idempotency',
  'Cause looks fixed': 'tick.cause',
  'Way back': 'tick.wayBack',
  'Nobody holds the job': 'tick.holder',
  'Variables changed since the failure': 'tick.data',
};

export function tickWord(check: OperationCheck): MessageKey {
  return WORDS[check.name] ?? 'tick.looked';
}

/**
 * Those that have to be ticked before the action may be confirmed. What the risk class asks no reason for needs no tick
 * either.
 */
export function toBeTicked({
  checks,
  demands,
}: Pick<OperationPreview, 'checks' | 'demands'>): readonly OperationCheck[] {
  return demands.needsReason ? checks.filter(needsLook) : [];
}

export function isTicked(ticked: Ticked, check: OperationCheck): boolean {
  return ticked.has(findingOf(check));
}

export function withTick(ticked: Ticked, check: OperationCheck, isOn: boolean): Ticked {
  const changed = new Set(ticked);
  if (isOn) changed.add(findingOf(check));
  else changed.delete(findingOf(check));
  return changed;
}

function findingOf({ name, result, evidence }: OperationCheck): string {
  return `${name}\n${result}\n${evidence}`;
}
