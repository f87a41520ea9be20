import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { MessageKey } from '@/components/messages/messages.ts';
import type { ElementInstanceNode, Transition } from '@/lib/console/views/instance-view.ts';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import type { InstanceState } from '@/lib/console/views/shared.ts';

interface Look {
  readonly glyph: GlyphKind;
  readonly word: MessageKey;
}
export const INSTANCE_LOOKS: Readonly<Record<InstanceState, Look>> = {
  incident: { glyph: 'incident', word: 'word.incident' },
  suspended: { glyph: 'suspended', word: 'word.suspended' },
  retrying: { glyph: 'retrying', word: 'word.retrying' },
  active: { glyph: 'active', word: 'word.active' },
  completed: { glyph: 'done', word: 'word.completed' },
  cancelled: { glyph: 'ended', word: 'word.cancelled' },
};
export const NODE_LOOKS: Readonly<Record<ElementInstanceNode['state'], Look>> = {
  active: INSTANCE_LOOKS.active,
  incident: INSTANCE_LOOKS.incident,
  completed: INSTANCE_LOOKS.completed,
  cancelled: INSTANCE_LOOKS.cancelled,
};
/** What is active in an instance that rests rests as well. */
export const nodeLook = (state: ElementInstanceNode['state'], isSuspended: boolean): Look =>
  isSuspended && state === 'active' ? INSTANCE_LOOKS.suspended : NODE_LOOKS[state];
/** Where a token between elements waits. */
export const SIDES: Readonly<Record<Transition['side'], MessageKey>> = { before: 'tree.before', after: 'tree.after' };
export const JOB_LOOKS: Readonly<Record<JobRow['state'], Look>> = {
  waiting: { glyph: 'waiting', word: 'word.waiting' },
  leased: { glyph: 'active', word: 'word.leased' },
  retrying: INSTANCE_LOOKS.retrying,
  incident: INSTANCE_LOOKS.incident,
  suspended: INSTANCE_LOOKS.suspended,
  overdue: { glyph: 'overdue', word: 'word.overdue' },
  completed: INSTANCE_LOOKS.completed,
  cancelled: INSTANCE_LOOKS.cancelled,
};
