import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { AuditRow } from '@/lib/console/views/audit-view.ts';

export const OUTCOME_GLYPHS = { done: 'done', refused: 'ended', denied: 'ended', failed: 'incident' } as const;
export function OutcomeWord({ outcome }: { outcome: AuditRow['outcome'] }) {
  return <StateWord kind={OUTCOME_GLYPHS[outcome]}>{t(`outcome.${outcome}`)}</StateWord>;
}
