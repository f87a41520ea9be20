import type { MessageKey } from '@/components/messages/messages.ts';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { EarlyMessageRow, WhyExpired, WhyNot } from '@/lib/console/views/message-view.ts';

interface Look {
  readonly glyph: GlyphKind;
  readonly word: MessageKey;
}

export const EARLY_LOOKS: Readonly<Record<EarlyMessageRow['state'], Look>> = {
  waiting: { glyph: 'waiting', word: 'early.state.waiting' },
  correlated: { glyph: 'done', word: 'early.state.correlated' },
  late: { glyph: 'ended', word: 'early.state.late' },
  duplicate: { glyph: 'ended', word: 'early.state.duplicate' },
};
/** What can be acted upon now stands out. */
export const WHY_LOOKS: Readonly<Record<WhyNot, Look>> = {
  fits: { glyph: 'active', word: 'why.fits' },
  starts: { glyph: 'active', word: 'why.starts' },
  several: { glyph: 'overdue', word: 'why.several' },
  suspended: { glyph: 'suspended', word: 'why.suspended' },
  startSuspended: { glyph: 'suspended', word: 'why.startSuspended' },
  tenant: { glyph: 'overdue', word: 'why.tenant' },
  values: { glyph: 'overdue', word: 'why.values' },
  past: { glyph: 'done', word: 'why.past' },
  notYet: { glyph: 'waiting', word: 'why.notYet' },
  ended: { glyph: 'ended', word: 'why.ended' },
  otherKey: { glyph: 'overdue', word: 'why.otherKey' },
  nobody: { glyph: 'waiting', word: 'why.nobody' },
};
/** Likewise of what expired. */
export const EXPIRED_LOOKS: Readonly<Record<WhyExpired, Look>> = {
  waitsNow: { glyph: 'active', word: 'expired.why.waitsNow' },
  startsNow: { glyph: 'active', word: 'expired.why.startsNow' },
  suspended: { glyph: 'suspended', word: 'expired.why.suspended' },
  tooEarly: { glyph: 'overdue', word: 'expired.why.tooEarly' },
  tooLate: { glyph: 'overdue', word: 'expired.why.tooLate' },
  sameKey: { glyph: 'ended', word: 'expired.why.sameKey' },
  tenant: { glyph: 'overdue', word: 'expired.why.tenant' },
  otherKey: { glyph: 'overdue', word: 'expired.why.otherKey' },
  nobody: { glyph: 'waiting', word: 'expired.why.nobody' },
};
