import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { IncidentTriage } from '@/lib/console/views/incident-view.ts';

/** How the triage of a group is shown. */
export const TRIAGE_LOOKS: Readonly<
  Record<
    IncidentTriage['state'],
    { readonly glyph: GlyphKind; readonly word: 'triage.new' | 'triage.working' | 'triage.snoozed' }
  >
> = {
  new: { glyph: 'overdue', word: 'triage.new' },
  working: { glyph: 'active', word: 'triage.working' },
  snoozed: { glyph: 'waiting', word: 'triage.snoozed' },
};
