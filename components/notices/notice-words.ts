import { kindWord } from '@/components/batches/batch-words.ts';
import { t } from '@/components/messages/messages.ts';
import type { MessageKey } from '@/components/messages/messages.ts';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { NoticeRow } from '@/lib/console/views/notice-view.ts';

type Event = NoticeRow['event'];

/** Glyph and sentence of each event; those of a person have the person's sign. */
const LOOKS: Readonly<Record<Event, { readonly glyph: GlyphKind | 'person'; readonly sentence: MessageKey }>> = {
  batchDone: { glyph: 'done', sentence: 'notice.batchDone' },
  batchFailed: { glyph: 'incident', sentence: 'notice.batchFailed' },
  batchCancelled: { glyph: 'ended', sentence: 'notice.batchCancelled' },
  batchPaused: { glyph: 'suspended', sentence: 'notice.batchPaused' },
  batchStopped: { glyph: 'overdue', sentence: 'notice.batchStopped' },
  retryDone: { glyph: 'done', sentence: 'notice.retryDone' },
  retryFailed: { glyph: 'incident', sentence: 'notice.retryFailed' },
  retryCancelled: { glyph: 'ended', sentence: 'notice.retryCancelled' },
  instanceCompleted: { glyph: 'done', sentence: 'notice.instanceCompleted' },
  instanceCancelled: { glyph: 'ended', sentence: 'notice.instanceCancelled' },
  instanceIncident: { glyph: 'incident', sentence: 'notice.instanceIncident' },
  incidentAssigned: { glyph: 'person', sentence: 'notice.incidentAssigned' },
  incidentComment: { glyph: 'person', sentence: 'notice.incidentComment' },
  messageReceived: { glyph: 'done', sentence: 'notice.messageReceived' },
  accessAsked: { glyph: 'person', sentence: 'notice.accessAsked' },
};
export const KIND_WORDS: Readonly<Record<NoticeRow['kind'], MessageKey>> = {
  assigned: 'notice.kind.assigned',
  comment: 'notice.kind.comment',
  retry: 'notice.kind.retry',
  batch: 'notice.kind.batch',
  instance: 'notice.kind.instance',
  message: 'notice.kind.message',
  access: 'notice.kind.access',
};

export function glyphOf({ event }: NoticeRow): GlyphKind | 'person' {
  return LOOKS[event].glyph;
}

export function sentenceOf({ kind, event, facts, elementName }: NoticeRow): string {
  const { title = '', who, name = '', count = 0, failed = 0 } = facts;
  return t(LOOKS[event].sentence, {
    title,
    element: elementName ?? '',
    who: who ?? t('notice.somebody'),
    name: kind === 'batch' ? kindWord(name) : name,
    count,
    failed,
  });
}

/** Where it leads. */
export function hrefOf({ target, event, facts }: NoticeRow): string {
  switch (target.kind) {
    case 'batch':
      return `/batches/${target.key}`;
    case 'group':
      return `/incidents?group=${encodeURIComponent(target.key)}`;
    case 'permission':
      return facts.page ?? '/';
    case 'message':
      return facts.instanceKey === undefined ? `/messages?message=${target.key}` : `/instances/${facts.instanceKey}`;
    case 'instance': {
      const search =
        event === 'retryFailed' || event === 'instanceIncident'
          ? `?${new URLSearchParams({ tab: 'incidents', ...(facts.elementId !== undefined && { element: facts.elementId }) }).toString()}`
          : '';
      return `/instances/${facts.instanceKey ?? target.key}${search}`;
    }
  }
}

/** Whether a page shows already what is told. */
export function isShownAt(notice: NoticeRow, path: string, search: string): boolean {
  const [ownPath = '', ownSearch = ''] = hrefOf(notice).split('?', 2);
  if (ownPath !== path) return false;
  return (
    notice.target.kind !== 'group' ||
    new URLSearchParams(search).get('group') === new URLSearchParams(ownSearch).get('group')
  );
}
