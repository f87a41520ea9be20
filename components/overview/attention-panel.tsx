import Link from 'next/link';
import { versionName } from '@/components/data/definition-name';
import { kindWord } from '@/components/batches/batch-words.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { Panel } from '@/components/ui/panel.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { AttentionRow } from '@/lib/console/views/overview-view.ts';

const GLYPHS = {
  incidentGroup: 'incident',
  tasksOverdue: 'waiting',
  silentTopic: 'overdue',
  failedBatch: 'incident',
} as const;
function linkOf(row: AttentionRow): string {
  switch (row.kind) {
    case 'incidentGroup':
      return `/incidents?group=${encodeURIComponent(row.id)}`;
    case 'tasksOverdue':
      return '/tasks?filter=overdue';
    case 'failedBatch':
      return `/batches/${row.id}?items=failed`;
    case 'silentTopic':
      return `/jobs?topic=${encodeURIComponent(row.id)}`;
  }
}
/** Different kinds of trouble in one ranking. */
export function AttentionPanel({ rows }: { rows: readonly AttentionRow[] }) {
  return (
    <Panel
      title={t('attention.title')}
      note={t('attention.note', { count: rows.length })}
      aside={
        <Link className="link" href="/incidents">
          {t('attention.open')}
        </Link>
      }
      className="flex-none"
    >
      {rows.length === 0 ? (
        <EmptyState glyph="done" title={t('attention.none')} />
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={`${row.kind}:${row.id}`} className="border-b border-line-faint last:border-0">
              <Link
                href={linkOf(row)}
                className="grid min-h-12 grid-cols-[16px_minmax(0,1fr)_80px_110px_110px] items-center gap-4 px-3.5 py-1.5 hover:bg-hover max-[1100px]:grid-cols-[16px_minmax(0,1fr)_70px_90px]"
              >
                <StateGlyph kind={GLYPHS[row.kind]} size={16} label={t(`attention.${row.kind}`)} />
                <span className="min-w-0">
                  <b className="block truncate leading-[17px] font-medium">
                    {row.kind === 'incidentGroup' && row.definition !== null && row.elementId !== null ? (
                      <ElementName definitionKey={row.definition.key} elementId={row.elementId} />
                    ) : row.kind === 'failedBatch' ? (
                      t('attention.batch', { what: kindWord(row.title) })
                    ) : (
                      row.title
                    )}
                  </b>
                  <span className="block truncate text-12 text-ink-3">
                    {row.detail}
                    {row.definition !== null && ` · ${versionName(row.definition)}`}
                  </span>
                </span>
                <b className="num text-right text-14 font-semibold">{formatCount(row.count)}</b>
                <span className="text-ink-2 max-[1100px]:hidden">
                  {t('attention.since')} <Clock at={row.since} />
                </span>
                <span className="text-right text-ink-3">
                  {row.kind === 'incidentGroup' && (
                    <>
                      {t('attention.last')} <Clock at={row.lastSeen} />
                    </>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
