import { t } from '@/components/messages/messages.ts';
import { Clock } from '@/components/ui/time.tsx';
import type { AuditEntryView } from '@/lib/console/views/audit-view.ts';
import { EntryLink } from './entry-facts.tsx';

/** What was said of an entry later; each note is an entry itself. */
export function EntryNotes({ notes }: { notes: AuditEntryView['notes'] }) {
  return (
    <section aria-label={t('audit.notes')}>
      <h3 className="mb-1.5 text-12 font-semibold">{t('audit.notes')}</h3>
      <ul className="flex flex-col gap-2 text-[12.5px] leading-[18px]">
        {notes.map((note) => (
          <li key={note.n}>
            <span className="break-words whitespace-pre-wrap">{note.text}</span>
            <span className="block text-12 text-ink-3">
              {note.actorName} <Clock at={note.at} /> <EntryLink n={note.n} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
