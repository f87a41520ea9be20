import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { MiniBars } from '@/components/ui/bars.tsx';
import { formatCount, formatDuration } from '@/components/ui/format.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { OverviewView } from '@/lib/console/views/overview-view.ts';

/** Five figures, each a link to the list behind it. */
export function Tiles({ view }: { view: OverviewView }) {
  const oldest = (at: number | null) =>
    at === null ? t('tile.noneOverdue') : t('tile.oldest', { age: formatDuration(view.at - at) });
  const change = view.raisedLastHour - view.raisedHourBefore;
  return (
    <div className="grid flex-none grid-cols-5 overflow-hidden rounded-3 border border-line bg-surface">
      <Tile
        href="/incidents"
        glyph="incident"
        label={t('tile.incidents')}
        value={formatCount(view.openIncidents)}
        note={
          <>
            {view.raisedLastHour > 0 && (
              <b className={change > 0 ? 'font-medium text-incident-text' : 'font-medium'}>
                {change > 0 && '▲ '}
                {formatCount(view.raisedLastHour)}
              </b>
            )}{' '}
            {view.raisedLastHour > 0 ? t('tile.lastHour') : t('tile.noNew')}
          </>
        }
        chart={
          <MiniBars
            values={view.incidentHistory.slice(-24).map((each) => each.count)}
            isBad
            label={t('tile.chart')}
            width={72}
          />
        }
      />
      <Tile
        href="/instances?state=running"
        glyph="active"
        label={t('tile.running')}
        value={formatCount(view.running)}
        note={t('tile.runningNote')}
      />
      <Tile
        href="/instances?state=completed"
        glyph="done"
        label={t('tile.completed')}
        value={
          <>
            {formatCount(Math.round(view.completedPerMinute))}
            <small className="text-13 font-medium tracking-normal text-ink-2"> {t('tile.perMinute')}</small>
          </>
        }
        note={t('tile.completedNote')}
      />
      <Tile
        href="/jobs?state=overdue"
        glyph="overdue"
        label={t('tile.jobs')}
        value={formatCount(view.jobsOverdue.count)}
        note={oldest(view.jobsOverdue.oldestDueAt)}
      />
      <Tile
        href="/tasks?filter=overdue"
        glyph="waiting"
        label={t('tile.tasks')}
        value={formatCount(view.tasksOverdue.count)}
        note={oldest(view.tasksOverdue.oldestDueAt)}
      />
    </div>
  );
}
function Tile({
  href,
  glyph,
  label,
  value,
  note,
  chart,
}: {
  href: string;
  glyph: GlyphKind;
  label: string;
  value: ReactNode;
  note: ReactNode;
  chart?: ReactNode;
}) {
  return (
    <Link
      href={href}
      className="relative min-w-0 border-r border-line-faint px-4 pt-[11px] pb-3 last:border-0 hover:bg-hover"
    >
      <span className="flex items-center gap-1.5 whitespace-nowrap text-12 text-ink-2">
        <StateGlyph kind={glyph} size={13} />
        {label}
      </span>
      <span className="num block text-26 leading-8 font-semibold tracking-[-0.03em]">{value}</span>
      <span className="block truncate text-12 text-ink-2">{note}</span>
      {chart !== undefined && <span className="absolute top-7 right-4 max-[1100px]:hidden">{chart}</span>}
    </Link>
  );
}
