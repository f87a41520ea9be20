'use client';
import { X } from 'lucide-react';
import Link from 'next/link';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { UndoEntry } from '@/components/actions/undo.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { fieldInWords, valueInWords } from '@/components/messages/field-words.ts';
import { t } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { IconButton } from '@/components/ui/button.tsx';
import { Diff } from '@/components/ui/code.tsx';
import { formatExactTime, shortId } from '@/components/ui/format.ts';
import { Facts } from '@/components/ui/panel.tsx';
import type { AuditEntryView } from '@/lib/console/views/audit-view.ts';
import { EntryDeclared } from './entry-declared.tsx';
import { Why } from './reason-word.tsx';
import { OutcomeWord } from './outcome-word.tsx';

/** One entry in full: before and after, and its place in the chain. */
export function AuditEntry({ n, onClose }: { n: string; onClose: () => void }) {
  const entry = useView('audit-entry', { n });
  useShortcuts({ Escape: onClose });
  return (
    <aside aria-label={t('audit.entry', { n })} className="flex w-[376px] flex-none flex-col overflow-auto border-l border-line bg-surface max-[1100px]:absolute max-[1100px]:inset-y-0 max-[1100px]:right-0 max-[1100px]:z-[var(--z-bulkbar)] max-[1100px]:shadow-dialog">
      <div className="flex justify-end pt-2 pr-2"><IconButton icon={X} isSmall label={t('details.close')} shortcut="Esc" onClick={onClose} /></div>
      <ViewGate query={entry}>{(view) => <EntryBody entry={view} />}</ViewGate>
    </aside>
  );
}

function EntryBody({ entry }: { entry: AuditEntryView }) {
  return (
    <div className="-mt-6 flex flex-col gap-4 px-4 pb-5">
      <div>
        <p className="flex items-center gap-3"><span className="mono text-ink-2">#{entry.n}</span><OutcomeWord outcome={entry.outcome} /><RiskMeter risk={entry.risk}>{t(`riskWord.${entry.risk}`)}</RiskMeter></p>
        <h2 className="mt-2 text-16 font-semibold tracking-[-0.012em]">{entry.operationLabel}</h2>
      </div>
      <Facts rows={[
        { label: t('column.who'), value: <>{entry.actorName ?? t(`actor.${entry.actorKind}`)}{entry.actorRole !== null && `, ${entry.actorRole}`} <span className="text-ink-3">{[entry.channel, entry.address].filter((part) => part !== null).join(', ')}</span></> },
        { label: t('column.at'), value: formatExactTime(entry.at) },
        { label: t('audit.where'), value: <>{entry.instanceKey === null ? entry.targetKey ?? '–' : <Link className="link" href={`/instances/${entry.instanceKey}`}>{entry.businessKey ?? entry.instanceKey}</Link>}{entry.elementId !== null && <> · <span className="mono">{entry.elementId}</span></>}</> },
        { label: t('column.why'), value: <Why reasonCode={entry.reasonCode} ticket={entry.ticket} /> },
        ...(entry.note === null ? [] : [{ label: t('reason.note'), value: entry.note }]),
        ...(entry.outcomeText === null ? [] : [{ label: t('column.outcome'), value: entry.outcomeText }]),
        ...(entry.undoes === null ? [] : [{ label: t('audit.undoes'), value: <Link className="link" href={`/audit?entry=${entry.undoes}`}>#{entry.undoes}</Link> }]),
        ...(entry.undoneBy === null ? [] : [{ label: t('audit.undoneBy'), value: <Link className="link" href={`/audit?entry=${entry.undoneBy}`}>#{entry.undoneBy}</Link> }]),
        ...(entry.permission === null ? [] : [{ label: t('audit.permission'), value: <span className="mono">{entry.permission}</span> }]),
      ]} />
      {(entry.before !== null || entry.after !== null) && <section><h3 className="mb-1.5 text-12 font-semibold">{t('audit.beforeAfter')}</h3><Diff before={entry.before} after={entry.after} label={t('audit.beforeAfter')} nameOf={fieldInWords} textOf={valueInWords} /></section>}
      {entry.undo !== null && <UndoEntry key={entry.n} ActionDialog={ActionDialog} entry={{ n: entry.n, undo: entry.undo, operationLabel: entry.operationLabel, instanceKey: entry.instanceKey, where: entry.businessKey ?? entry.instanceKey ?? entry.targetKey ?? '', isUndone: entry.undoneBy !== null }} />}
      {entry.noUndo !== null && <p className="text-12 text-ink-2">{t('undo.cannot', { because: entry.noUndo })}</p>}
      <EntryDeclared entry={entry} />
      <section><h3 className="mb-1.5 text-12 font-semibold">{t('audit.chain')}</h3><div className="mono rounded-2 border border-line bg-sunken px-3 py-2 text-ink-2"><p title={entry.previousHash}>{t('audit.previous')} {shortId(entry.previousHash)}</p><p title={entry.hash}>{t('audit.this')} {shortId(entry.hash)}</p></div></section>
    </div>
  );
}
