import type { MessageKey } from '@/components/messages/messages.ts';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { TopicState } from '@/lib/console/views/worker-view.ts';

export const TOPIC_LOOKS: Readonly<Record<TopicState, { readonly glyph: GlyphKind; readonly word: MessageKey }>> = {
  never: { glyph: 'overdue', word: 'workers.never' },
  silent: { glyph: 'overdue', word: 'workers.silent' },
  slow: { glyph: 'overdue', word: 'workers.slow' },
  working: { glyph: 'active', word: 'workers.working' },
  quiet: { glyph: 'ended', word: 'workers.quiet' },
};
