import type { Key, TreeState } from '@/engine/index.ts';
import type { ElementOutlook } from './contract.ts';

/** What differs between two states of an instance, element by element: tokens, and what hangs on them. */
export function outlookOf(before: TreeState | null, after: TreeState, instanceKey: Key): readonly ElementOutlook[] {
  const was = summaries(before, instanceKey);
  const willBe = summaries(after, instanceKey);
  return [...new Set([...was.keys(), ...willBe.keys()])].sort().map((elementId) => ({ elementId, before: was.get(elementId) ?? NOTHING, after: willBe.get(elementId) ?? NOTHING }));
}

const NOTHING: ElementOutlook['before'] = { tokens: 0, incidents: 0, waits: [] };
type Summary = { tokens: number; incidents: number; waits: string[] };

function summaries(state: TreeState | null, instanceKey: Key): ReadonlyMap<string, Summary> {
  const found = new Map<string, Summary>();
  const at = (elementId: string): Summary => {
    const known = found.get(elementId);
    if (known !== undefined) return known;
    const made: Summary = { tokens: 0, incidents: 0, waits: [] };
    found.set(elementId, made);
    return made;
  };
  const isOurs = (row: { readonly instanceKey: Key }) => row.instanceKey === instanceKey;
  if (state === null) return found;
  for (const element of state.elements.values()) if (isOurs(element) && element.kind !== 'multiInstanceBody') at(element.elementId).tokens += 1;
  for (const job of state.jobs.values()) {
    if (!isOurs(job)) continue;
    const summary = at(job.elementId);
    if (job.elementInstanceKey === null) summary.tokens += 1;
    summary.waits.push(job.kind === 'timer' ? `timer due ${job.dueAt === null ? 'at once' : new Date(job.dueAt).toISOString()}` : job.kind === 'continuation' ? 'asynchronous continuation' : `work ${job.type ?? ''}`);
  }
  for (const task of state.userTasks.values()) if (isOurs(task)) at(task.elementId).waits.push(`task for ${task.assignee ?? ([...task.candidateGroups, ...task.candidateUsers].join(', ') || 'nobody')}`);
  for (const subscription of state.subscriptions.values()) if (isOurs(subscription)) at(subscription.elementId).waits.push(`${subscription.kind} ${subscription.name}`);
  for (const incident of state.incidents.values()) if (isOurs(incident)) at(incident.elementId).incidents += 1;
  return found;
}
