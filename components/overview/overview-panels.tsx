import Link from 'next/link';
import { DefinitionHealthBar } from '@/components/definitions/definition-health-bar.tsx';
import { DefinitionName } from '@/components/data/definition-name';
import { t } from '@/components/messages/messages.ts';
import { formatCount, formatDuration, formatTime } from '@/components/ui/format.ts';
import { Panel } from '@/components/ui/panel.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import type { DefinitionHealth, OverviewView, TopicLag } from '@/lib/console/views/overview-view.ts';

const LABELS = 4;
const SLOW_MS = 60_000;
const SILENT_MS = 600_000;
const CHART_PX = 150;

/** New incidents per half hour of a day. */
export function HistoryPanel({ history }: { history: OverviewView['incidentHistory'] }) {
  const top = Math.max(1, ...history.map((each) => each.count));
  const step = Math.max(1, Math.floor(history.length / LABELS));
  return (
    <Panel title={t('history.title')} note={t('history.note')}>
      <figure className="flex flex-col p-3.5" aria-label={t('history.title')}>
        <div className="flex items-end gap-0.5 border-b border-line" style={{ height: CHART_PX }} aria-hidden>
          <span className="mr-1 self-start text-[10.5px] text-ink-3 num">{formatCount(top)}</span>
          {history.map((each) => (
            <i
              key={each.at}
              title={`${formatTime(each.at, Date.now())}: ${formatCount(each.count)}`}
              className={each.count === 0 ? 'flex-1 bg-line' : 'flex-1 rounded-t-[1px] bg-incident'}
              style={{ height: each.count === 0 ? 1 : Math.max(3, (each.count / top) * (CHART_PX - 8)) }}
            />
          ))}
        </div>
        <figcaption className="mt-1 flex justify-between text-[10.5px] text-ink-3 num">
          {history
            .filter((_, index) => index % step === 0)
            .map((each) => (
              <span key={each.at}>{formatTime(each.at, Date.now())}</span>
            ))}
        </figcaption>
      </figure>
    </Panel>
  );
}

export function DefinitionsPanel({ rows }: { rows: readonly DefinitionHealth[] }) {
  return (
    <Panel title={t('nav.definitions')} note={t('definitions.byIncidents')}>
      {rows.length === 0 ? (
        <EmptyState title={t('definitions.none')} />
      ) : (
        <SimpleTable<DefinitionHealth>
          label={t('nav.definitions')}
          rows={rows}
          rowKey={(row) => row.definition.key}
          columns={[
            {
              id: 'definition',
              head: t('column.definition'),
              cell: ({ definition }) => (
                <Link
                  className="hover:underline"
                  href={`/definitions/${encodeURIComponent(definition.processId)}/versions/${definition.version}`}
                >
                  <DefinitionName definition={definition} />
                </Link>
              ),
            },
            {
              id: 'health',
              head: t('column.health'),
              width: '84px',
              cell: (row) => <DefinitionHealthBar incidents={row.incidents} running={row.running} />,
            },
            {
              id: 'running',
              head: t('column.running'),
              width: '74px',
              isRight: true,
              cell: (row) => formatCount(row.running),
            },
            {
              id: 'incidents',
              head: t('nav.incidents'),
              width: '82px',
              isRight: true,
              cell: (row) => (
                <span className={row.incidents > 0 ? 'font-semibold text-incident-text' : 'text-ink-3'}>
                  {formatCount(row.incidents)}
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  );
}

export function TopicsPanel({ rows, at }: { rows: readonly TopicLag[]; at: number }) {
  return (
    <Panel
      title={t('topics.title')}
      note={t('topics.note')}
      aside={
        <Link className="link" href="/workers">
          {t('nav.workers')}
        </Link>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t('topics.none')} />
      ) : (
        <SimpleTable<TopicLag>
          label={t('topics.title')}
          rows={rows}
          rowKey={(row) => row.topic}
          columns={[
            {
              id: 'topic',
              head: t('column.topic'),
              cell: (row) => (
                <Link
                  className="mono hover:underline"
                  title={row.topic}
                  href={`/jobs?topic=${encodeURIComponent(row.topic)}`}
                >
                  {row.topic}
                </Link>
              ),
            },
            {
              id: 'leased',
              head: t('topics.leased'),
              width: '70px',
              isRight: true,
              cell: (row) => atLeast(row.leased, row.isExact),
            },
            {
              id: 'waiting',
              head: t('word.waiting'),
              width: '70px',
              isRight: true,
              cell: (row) => atLeast(row.waiting, row.isExact),
            },
            {
              id: 'oldest',
              head: t('topics.oldest'),
              width: '96px',
              cell: (row) => <Lag ms={row.oldestAt === null ? null : at - row.oldestAt} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
function atLeast(count: number, isExact: boolean): string {
  return `${formatCount(count)}${isExact ? '' : '+'}`;
}

function Lag({ ms }: { ms: number | null }) {
  if (ms === null) return <span className="text-ink-3">–</span>;
  return <Tag tone={ms >= SILENT_MS ? 'incident' : ms >= SLOW_MS ? 'warning' : 'done'}>{formatDuration(ms)}</Tag>;
}
