'use client';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { fieldInWords, valueInWords } from '@/components/messages/field-words.ts';
import { t } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { IconButton } from '@/components/ui/button.tsx';
import { Diff, hasChangedLines } from '@/components/ui/code.tsx';
import { shortId } from '@/components/ui/format.ts';
import type { AuditEntryView } from '@/lib/console/views/audit-view.ts';
import { EntryActions } from './entry-actions.tsx';
import { EntryDeclared } from './entry-declared.tsx';
import { EntryFacts } from './entry-facts.tsx';
import { EntryNotes } from './entry-notes.tsx';
import { EntryStory } from './entry-story.tsx';
import { OutcomeWord } from './outcome-word.tsx';

/** How the page is led from here: to another entry, or to all that have something in common. */
interface EntryWays {
  readonly onEntry: (n: number | null) => void;
  readonly onFilter: (filter: Readonly<Record<string, string>>) => void;
}

/** One entry in full: before and after, what came of it, what was noted at it, and its place in the chain. */
export function AuditEntry({ n, ways }: { n: string; ways: EntryWays }) {
  const entry = useView('audit-entry', { n });
  const ticket = entry.data?.ticket ?? null;
  const close = () => ways.onEntry(null);
  useShortcuts({
    Escape: close,
    '.': () => {
      if (ticket !== null) ways.onFilter({ ticket });
    },
  });
  const { previous = null, next = null } = entry.data ?? {};
  return (
    <aside
      aria-label={t('audit.entry', { n })}
      className="flex w-[376px] flex-none flex-col overflow-auto border-l border-line bg-surface max-[1100px]:absolute max-[1100px]:inset-y-0 max-[1100px]:right-0 max-[1100px]:z-[var(--z-bulkbar)] max-[1100px]:shadow-dialog"
    >
      <div className="flex justify-end gap-0.5 pt-2 pr-2">
        <IconButton
          icon={ArrowUp}
          isSmall
          label={next === null ? t('audit.noNext') : t('audit.next', { n: next })}
          disabled={next === null}
          onClick={() => ways.onEntry(next)}
        />
        <IconButton
          icon={ArrowDown}
          isSmall
          label={previous === null ? t('audit.noPrevious') : t('audit.previousEntry', { n: previous })}
          disabled={previous === null}
          onClick={() => ways.onEntry(previous)}
        />
        <IconButton icon={X} isSmall label={t('details.close')} shortcut="Esc" onClick={close} />
      </div>
      <ViewGate query={entry}>{(view) => <EntryBody key={view.n} entry={view} onFilter={ways.onFilter} />}</ViewGate>
    </aside>
  );
}

function EntryBody({ entry, onFilter }: { entry: AuditEntryView; onFilter: EntryWays['onFilter'] }) {
  return (
    <div className="-mt-6 flex flex-col gap-4 px-4 pb-5">
      <div>
        <p className="flex items-center gap-3 pr-24">
          <span className="mono text-ink-2">#{entry.n}</span>
          <OutcomeWord outcome={entry.outcome} />
          <RiskMeter risk={entry.risk}>{t(`riskWord.${entry.risk}`)}</RiskMeter>
        </p>
        <h2 className="mt-2 text-16 font-semibold tracking-[-0.012em]">{entry.operationLabel}</h2>
      </div>
      <EntryFacts entry={entry} />
      {hasChangedLines(entry.before, entry.after) && (
        <section>
          <h3 className="mb-1.5 text-12 font-semibold">{t('audit.beforeAfter')}</h3>
          <Diff
            before={entry.before}
            after={entry.after}
            label={t('audit.beforeAfter')}
            nameOf={fieldInWords}
            textOf={valueInWords}
          />
        </section>
      )}
      <EntryStory entry={entry} />
      {entry.notes.length > 0 && <EntryNotes notes={entry.notes} />}
      <EntryActions entry={entry} onFilter={onFilter} />
      {entry.noUndo !== null && <p className="text-12 text-ink-2">{t('undo.cannot', { because: entry.noUndo })}</p>}
      <EntryDeclared entry={entry} />
      <Chain entry={entry} />
    </div>
  );
}

/** Its place in the chain. */
function Chain({ entry: { previousHash, hash } }: { entry: AuditEntryView }) {
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-semibold">{t('audit.chain')}</h3>
      <div className="mono rounded-2 border border-line bg-sunken px-3 py-2 text-ink-2">
        <p title={previousHash}>
          {t('audit.previous')} {shortId(previousHash)}
        </p>
        <p title={hash}>
          {t('audit.this')} {shortId(hash)}
        </p>
      </div>
    </section>
  );
}
