import type { Key, TreeState } from '@/engine/index.ts';
import type { ElementMoment, ElementOutlook, VariableOutlook } from './contract.ts';

/** What differs between two states of an instance, element by element: tokens, and what hangs on them. */
export function outlookOf(before: TreeState | null, after: TreeState, instanceKey: Key): readonly ElementOutlook[] {
  const was = summaries(before, instanceKey);
  const willBe = summaries(after, instanceKey);
  return [...new Set([...was.keys(), ...willBe.keys()])].sort().map((elementId) => ({
    elementId,
    before: was.get(elementId) ?? NOTHING,
    after: willBe.get(elementId) ?? NOTHING,
  }));
}

/** Characters of a value that are shown; what is longer is told by its beginning. */
const MAX_SHOWN = 200;

/** Variables that come, go or change, by name; those of the instance before those of its elements. */
export function variablesOutlook(
  before: TreeState | null,
  after: TreeState,
  instanceKey: Key,
): readonly VariableOutlook[] {
  const was = valuesOf(before, instanceKey);
  const willBe = valuesOf(after, instanceKey);
  return [...new Map([...was, ...willBe]).entries()]
    .flatMap(([place, { name, elementId }]): VariableOutlook[] => {
      const [from, to] = [was.get(place)?.text ?? null, willBe.get(place)?.text ?? null];
      return from === to ? [] : [{ name, elementId, before: from, after: to }];
    })
    .sort(
      (one, other) =>
        Number(one.elementId !== null) - Number(other.elementId !== null) || one.name.localeCompare(other.name),
    );
}

interface Written {
  readonly name: string;
  readonly elementId: string | null;
  readonly text: string;
}

function valuesOf(state: TreeState | null, instanceKey: Key): ReadonlyMap<string, Written> {
  const found = new Map<string, Written>();
  for (const { key, name, scopeKey, value, instanceKey: owner } of state?.variables.values() ?? []) {
    if (owner !== instanceKey) continue;
    const elementId = state?.elements.get(scopeKey)?.elementId ?? state?.userTasks.get(scopeKey)?.elementId ?? null;
    const text =
      value.text === null
        ? `${value.type}`
        : value.text.length > MAX_SHOWN
          ? `${value.text.slice(0, MAX_SHOWN)}…`
          : value.text;
    found.set(key, { name, elementId, text });
  }
  return found;
}

const NOTHING: ElementMoment = { tokens: 0, incidents: 0, waits: [], incidentMessages: [] };
type Summary = { tokens: number; incidents: number; waits: string[]; incidentMessages: string[] };

function summaries(state: TreeState | null, instanceKey: Key): ReadonlyMap<string, Summary> {
  const found = new Map<string, Summary>();
  const at = (elementId: string): Summary => {
    const known = found.get(elementId);
    if (known !== undefined) return known;
    const made: Summary = { tokens: 0, incidents: 0, waits: [], incidentMessages: [] };
    found.set(elementId, made);
    return made;
  };
  const isOurs = (row: { readonly instanceKey: Key }) => row.instanceKey === instanceKey;
  if (state === null) return found;
  for (const element of state.elements.values())
    if (isOurs(element) && element.kind !== 'multiInstanceBody' && element.kind !== 'adHocInnerInstance')
      at(element.elementId).tokens += 1;
  for (const job of state.jobs.values()) {
    if (!isOurs(job)) continue;
    const summary = at(job.elementId);
    if (job.elementInstanceKey === null) summary.tokens += 1;
    summary.waits.push(
      job.kind === 'timer'
        ? `timer due ${job.dueAt === null ? 'at once' : new Date(job.dueAt).toISOString()}`
        : job.kind === 'continuation'
          ? 'asynchronous continuation'
          : job.kind === 'signal'
            ? 'signal thrown asynchronously'
            : `work ${job.type ?? ''}`,
    );
  }
  for (const task of state.userTasks.values())
    if (task.instanceKey !== null && isOurs(task))
      at(task.elementId).waits.push(
        `task for ${task.assignee ?? ([...task.candidateGroups, ...task.candidateUsers].join(', ') || 'nobody')}`,
      );
  for (const subscription of state.subscriptions.values())
    if (isOurs(subscription)) at(subscription.elementId).waits.push(`${subscription.kind} ${subscription.name}`);
  for (const incident of state.incidents.values()) {
    if (!isOurs(incident)) continue;
    const summary = at(incident.elementId);
    summary.incidents += 1;
    summary.incidentMessages.push(incident.message);
  }
  return found;
}
