import type { DiagramMark, MarkLook } from '@/components/diagram/badges.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount, formatDuration } from '@/components/ui/format.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';

/** Parts of the instance's time from which on an element is drawn warmer. */
const LEVELS: readonly (readonly [number, MarkLook])[] = [[0.5, 'time3'], [0.2, 'time2'], [0.05, 'time1']];
/** They hold others and are none themselves. */
const HOLDERS: ReadonlySet<string> = new Set(['multiInstanceBody', 'adHocInnerInstance']);

/** How long all runs of each element took together, the warmer the more of the instance's time went there. */
export function durationMarks(instance: Pick<InstanceView, 'history' | 'startedAt' | 'endedAt'>, now: number): readonly DiagramMark[] {
  const whole = Math.max(1, (instance.endedAt ?? now) - instance.startedAt);
  const took = new Map<string, number>();
  for (const node of instance.history) if (!HOLDERS.has(node.kind)) took.set(node.elementId, (took.get(node.elementId) ?? 0) + (node.endedAt ?? now) - node.startedAt);
  return [...took].map(([id, ms]) => {
    const text = formatDuration(ms);
    return { id, look: LEVELS.find(([part]) => ms / whole >= part)?.[1] ?? 'time0', text, title: t('badge.took', { time: text }), isElement: true };
  });
}

/** Call activities with called instances that run, and whether one of them has stopped. */
export function calledMarks({ called }: Pick<InstanceView, 'called'>): readonly DiagramMark[] {
  const running = new Map<string, { count: number; stopped: number }>();
  for (const call of called) {
    if (call.elementId === null || call.endedAt !== null) continue;
    const { count, stopped } = running.get(call.elementId) ?? { count: 0, stopped: 0 };
    running.set(call.elementId, { count: count + 1, stopped: stopped + (call.state === 'incident' ? 1 : 0) });
  }
  return [...running].map(([id, { count, stopped }]) => ({ id, look: stopped > 0 ? 'calledStopped' : 'called', text: `→ ${formatCount(count)}`, title: t(stopped > 0 ? 'badge.calledStopped' : 'badge.called', { count, stopped }), isElement: true }));
}
