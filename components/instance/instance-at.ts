import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';

/**
 * The instance as it was right after the moment with this index: tree, diagram and state, from what the rows still say.
 */
export function instanceAt(instance: InstanceView, moments: readonly StoryMoment[], index: number): InstanceView {
  const at = moments[index]?.at ?? instance.startedAt;
  const stopped = stoppedElements(moments, index);
  const isEnded = instance.endedAt !== null && instance.endedAt <= at;
  const history = instance.history.filter((node) => node.startedAt <= at).map((node) => nodeAt(node, at, stopped));
  const incidentCount = [...stopped.values()].reduce((sum, count) => sum + count, 0);
  return {
    ...instance,
    history,
    incidentCount,
    calledIncidentCount: 0,
    state: isEnded ? instance.state : incidentCount > 0 ? 'incident' : 'active',
    endedAt: isEnded ? instance.endedAt : null,
    endReason: isEnded ? instance.endReason : null,
    elements: countsOf(history, stopped),
    takenFlows: [...new Set(history.flatMap((node) => node.enteredBy))],
    called: instance.called.filter((call) => call.startedAt <= at),
    ...(instance.calledTree && { calledTree: instance.calledTree.filter((call) => call.startedAt <= at) }),
    tasks: instance.tasks
      .filter((task) => task.createdAt <= at)
      .map((task) => (task.endedAt !== null && task.endedAt > at ? { ...task, endedAt: null, outcome: null } : task)),
    subscriptions: instance.subscriptions
      .filter((each) => each.createdAt <= at)
      .map((each) => (each.closedAt !== null && each.closedAt > at ? { ...each, closedAt: null } : each)),
  };
}

/** Of all incidents of an instance those that were open at the moment. */
export function openAt<Row extends Pick<IncidentRow, 'raisedAt' | 'resolvedAt'>>(
  incidents: readonly Row[],
  at: number,
): readonly Row[] {
  return incidents.filter(({ raisedAt, resolvedAt }) => raisedAt <= at && (resolvedAt === null || resolvedAt > at));
}

/** Open incidents by element, from those raised and resolved up to the moment. */
function stoppedElements(moments: readonly StoryMoment[], index: number): ReadonlyMap<string, number> {
  const stopped = new Map<string, number>();
  for (const { facts } of moments.slice(0, index + 1)) {
    for (const { kind, elementId } of facts) {
      if (elementId === null || (kind !== 'incident' && kind !== 'resolved')) continue;
      const count = (stopped.get(elementId) ?? 0) + (kind === 'incident' ? 1 : -1);
      if (count > 0) stopped.set(elementId, count);
      else stopped.delete(elementId);
    }
  }
  return stopped;
}

function nodeAt(node: ElementInstanceNode, at: number, stopped: ReadonlyMap<string, number>): ElementInstanceNode {
  if (node.endedAt !== null && node.endedAt <= at) return node;
  return { ...node, endedAt: null, state: stopped.has(node.elementId) ? 'incident' : 'active' };
}

function countsOf(
  history: readonly ElementInstanceNode[],
  stopped: ReadonlyMap<string, number>,
): readonly ElementCounts[] {
  const counts = new Map<
    string,
    { elementId: string; active: number; incidents: number; completed: number; cancelled: number }
  >();
  for (const node of history) {
    if (node.kind === 'multiInstanceBody' || node.kind === 'adHocInnerInstance') continue;
    const count = counts.get(node.elementId) ?? {
      elementId: node.elementId,
      active: 0,
      incidents: stopped.get(node.elementId) ?? 0,
      completed: 0,
      cancelled: 0,
    };
    if (node.endedAt === null) count.active += 1;
    else if (node.state === 'cancelled') count.cancelled += 1;
    else count.completed += 1;
    counts.set(node.elementId, count);
  }
  return [...counts.values()];
}
