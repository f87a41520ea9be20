'use client';
import { ArrowDown, ArrowUp, MessageSquarePlus, Ticket, X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { UndoEntry } from '@/components/actions/undo.tsx';
import { addressOf, detailsText } from '@/components/data/details-text.ts';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { fieldInWords, valueInWords } from '@/components/messages/field-words.ts';
import { t } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { Diff } from '@/components/ui/code.tsx';
import { CopyTextButton } from '@/components/ui/copy-text-button.tsx';
import { formatExactTime, shortId } from '@/components/ui/format.ts';
import { Facts } from '@/components/ui/panel.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { AuditEntryView } from '@/lib/console/views/audit-view.ts';
import { AnnotateDialog } from './audit-dialogs.tsx';
import { EntryDeclared } from './entry-declared.tsx';
import { EntryStory } from './entry-story.tsx';
import { Why } from './reason-word.tsx';
import { OutcomeWord } from './outcome-word.tsx';

/** How the page is led from here: to another entry, or to all that have something in common. */
export interface EntryWays {
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
      <ViewGate query={entry}>{(view) => <EntryBody key={view.n} entry={view} ways={ways} />}</ViewGate>
    </aside>
  );
}

function EntryBody({ entry, ways }: { entry: AuditEntryView; ways: EntryWays }) {
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
      <Facts
        rows={[
          {
            label: t('column.who'),
            value: (
              <>
                {entry.actorName ?? t(`actor.${entry.actorKind}`)}
                {entry.actorRole !== null && `, ${entry.actorRole}`}{' '}
                <span className="text-ink-3">
                  {[entry.channel, entry.address].filter((part) => part !== null).join(', ')}
                </span>
              </>
            ),
          },
          { label: t('column.at'), value: formatExactTime(entry.at) },
          {
            label: t('audit.where'),
            value: (
              <>
                <Where entry={entry} />
                {entry.elementId !== null && (
                  <>
                    {' '}
                    · <span className="mono">{entry.elementId}</span>
                  </>
                )}
              </>
            ),
          },
          { label: t('column.why'), value: <Why reasonCode={entry.reasonCode} ticket={entry.ticket} /> },
          ...(entry.note === null ? [] : [{ label: t('reason.note'), value: entry.note }]),
          ...(entry.undoes === null
            ? []
            : [
                {
                  label: t('audit.undoes'),
                  value: (
                    <Link className="link" href={`/audit?entry=${entry.undoes}`}>
                      #{entry.undoes}
                    </Link>
                  ),
                },
              ]),
          ...(entry.permission === null
            ? []
            : [{ label: t('audit.permission'), value: <span className="mono">{entry.permission}</span> }]),
        ]}
      />
      {(entry.before !== null || entry.after !== null) && (
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
      {entry.notes.length > 0 && (
        <section aria-label={t('audit.notes')}>
          <h3 className="mb-1.5 text-12 font-semibold">{t('audit.notes')}</h3>
          <ul className="flex flex-col gap-2 text-[12.5px] leading-[18px]">
            {entry.notes.map((note) => (
              <li key={note.n}>
                <span className="break-words whitespace-pre-wrap">{note.text}</span>
                <span className="block text-12 text-ink-3">
                  {note.actorName} <Clock at={note.at} />{' '}
                  <Link className="link" href={`/audit?entry=${note.n}`}>
                    #{note.n}
                  </Link>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <EntryActions entry={entry} ways={ways} />
      {entry.noUndo !== null && <p className="text-12 text-ink-2">{t('undo.cannot', { because: entry.noUndo })}</p>}
      <EntryDeclared entry={entry} />
      <section>
        <h3 className="mb-1.5 text-12 font-semibold">{t('audit.chain')}</h3>
        <div className="mono rounded-2 border border-line bg-sunken px-3 py-2 text-ink-2">
          <p title={entry.previousHash}>
            {t('audit.previous')} {shortId(entry.previousHash)}
          </p>
          <p title={entry.hash}>
            {t('audit.this')} {shortId(entry.hash)}
          </p>
        </div>
      </section>
    </div>
  );
}

/** What the entry is about, with the way there. */
function Where({ entry }: { entry: AuditEntryView }) {
  const { instanceKey, targetKind, targetKey } = entry;
  if (instanceKey !== null)
    return (
      <Link className="link" href={`/instances/${instanceKey}`}>
        {entry.businessKey ?? instanceKey}
      </Link>
    );
  if (targetKind === 'batch' && targetKey !== null)
    return (
      <Link className="link" href={`/batches/${targetKey}`}>
        {t('audit.ofBatch', { key: targetKey })}
      </Link>
    );
  if (targetKind === 'entry' && targetKey !== null)
    return (
      <Link className="link" href={`/audit?entry=${targetKey}`}>
        #{targetKey}
      </Link>
    );
  return entry.targetName ?? (targetKey === null || targetKey === '' ? '–' : targetKey);
}

function EntryActions({ entry, ways }: { entry: AuditEntryView; ways: EntryWays }) {
  const [isAnnotating, setAnnotating] = useState(false);
  const where = entry.businessKey ?? entry.instanceKey ?? entry.targetKey ?? '';
  const { ticket, targetKind, targetKey } = entry;
  return (
    <div className="flex flex-wrap gap-1.5">
      <ActionButton operation="audit.annotate" isSmall icon={MessageSquarePlus} onClick={() => setAnnotating(true)}>
        {t('audit.annotate')}
      </ActionButton>
      {ticket !== null && (
        <Button isSmall icon={Ticket} shortcut="." onClick={() => ways.onFilter({ ticket })}>
          {t('audit.sameTicket')}
        </Button>
      )}
      {targetKind === 'batch' && targetKey !== null && (
        <Button isSmall onClick={() => ways.onFilter({ batch: targetKey })}>
          {t('audit.sameBatch')}
        </Button>
      )}
      <CopyTextButton text={() => entryText(entry)} label={t('copy.details')} copied={t('copy.done')} />
      {entry.undo !== null && (
        <UndoEntry
          key={entry.n}
          ActionDialog={ActionDialog}
          entry={{
            n: entry.n,
            undo: entry.undo,
            operationLabel: entry.operationLabel,
            instanceKey: entry.instanceKey,
            where,
            isUndone: entry.undoneBy !== null,
          }}
        />
      )}
      {isAnnotating && (
        <AnnotateDialog n={entry.n} where={`${entry.operationLabel} · ${where}`} onClose={() => setAnnotating(false)} />
      )}
    </div>
  );
}

/** For a ticket: everything that the entry says. */
function entryText(entry: AuditEntryView): string {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value, null, 2));
  return detailsText(
    `${t('audit.entry', { n: entry.n })}: ${entry.operationLabel}`,
    [
      [
        t('column.outcome'),
        [t(`outcome.${entry.outcome}`), entry.outcomeText].filter((part) => part !== null).join(', '),
      ],
      [
        t('column.who'),
        [entry.actorName ?? t(`actor.${entry.actorKind}`), entry.actorRole, entry.channel]
          .filter((part) => part !== null)
          .join(', '),
      ],
      [t('column.at'), new Date(entry.at).toISOString()],
      [t('column.instance'), entry.instanceKey],
      [t('column.businessKey'), entry.businessKey],
      [t('column.element'), entry.elementId],
      [t('audit.target'), entry.targetKey],
      [t('reason.code'), entry.reasonCode],
      [t('reason.ticket'), entry.ticket],
      [t('reason.note'), entry.note],
      [t('audit.this'), entry.hash],
      [t('copy.address'), addressOf(`/audit?entry=${entry.n}`)],
    ],
    [
      [t('audit.before'), json(entry.before)],
      [t('audit.after'), json(entry.after)],
    ],
  );
}
