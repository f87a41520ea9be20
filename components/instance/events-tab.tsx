'use client';
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useAllPages } from '@/components/data/use-all-pages.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatClock, formatCount, formatExactTime, readMoments } from '@/components/ui/format.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { saveFile } from '@/components/ui/save-file.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import { compareEvents } from '@/lib/console/event-order.ts';
import type { InstanceEvent, InstanceEventKind } from '@/lib/console/views/event-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import { chosenEvents, type EventTopic, TOPIC_NAMES } from './event-list.ts';
import type { SelectedElements } from './selected-elements.ts';

const LOOKS: Partial<Readonly<Record<InstanceEventKind, GlyphKind>>> = {
  incident: 'incident',
  jobFailed: 'incident',
  resolved: 'done',
  ended: 'done',
  left: 'done',
  jobDone: 'done',
  taskDone: 'done',
  cancelled: 'ended',
  jobCancelled: 'ended',
  taskCancelled: 'ended',
  entered: 'active',
  started: 'active',
  called: 'active',
};
const eventId = (event: InstanceEvent) => `${event.kind} ${event.key} ${event.at}`;

/** What no worker takes has no topic: it says what it is. */
function saidOf({ kind, text }: InstanceEvent): string {
  if (kind === 'taskAssigned') return text ?? t('word.nobody');
  return text === 'timer' || text === 'continuation' || text === 'signal' ? t(`jobKind.${text}`) : (text ?? '');
}

/** To the second, with its day where that is another. */
function Moment({ at }: { at: number }) {
  const written = new Date(at);
  const isToday = written.toDateString() === new Date().toDateString();
  return (
    <time dateTime={written.toISOString()} title={formatExactTime(at)} className="num whitespace-nowrap">
      {isToday ? formatClock(at) : readMoments(written.toISOString())}
    </time>
  );
}

/** Everything that was kept of the instance, one line each, newest first: for whoever wants to know exactly. */
export function EventsTab({
  instance,
  moment,
  selected,
}: {
  instance: InstanceView;
  moment: StoryMoment | undefined;
  selected: SelectedElements;
}) {
  const { rows, isWhole, isCut, error, readAgain } = useAllPages('instance-events', { instance: instance.key });
  const events = useMemo(() => rows.toSorted(compareEvents), [rows]);
  if (events.length === 0 && error !== null) return <Refusal error={error} onRetry={readAgain} />;
  if (events.length === 0) return <SkeletonRows label={t('state.loading')} />;
  return (
    <Events
      instance={instance}
      events={events}
      isReading={!isWhole}
      isCut={isCut}
      at={moment?.at ?? null}
      selected={selected}
    />
  );
}

function Events({
  instance,
  events,
  isReading,
  isCut,
  at,
  selected,
}: {
  instance: InstanceView;
  events: readonly InstanceEvent[];
  /** More of a long life is still to come. */
  isReading: boolean;
  isCut: boolean;
  at: number | null;
  selected: SelectedElements;
}) {
  const { values, set } = useUrlState();
  const elements = useModelElements(instance.definition.key);
  const [current, setCurrent] = useState<string | null>(null);
  const topic = TOPIC_NAMES.find((each) => each === values.events) ?? null;
  const text = values.event ?? '';
  const rows = useMemo(
    () => chosenEvents(events, { topic, text, elementIds: selected, at }, (id) => elements.get(id)?.name ?? id),
    [events, topic, text, selected, at, elements],
  );
  const columns = useMemo(
    (): readonly Column<InstanceEvent>[] => [
      { id: 'at', head: t('column.at'), width: '150px', cell: (event) => <Moment at={event.at} /> },
      {
        id: 'event',
        head: t('events.event'),
        width: 'minmax(130px, .8fr)',
        cell: (event) => {
          const look = LOOKS[event.kind];
          return (
            <span className="flex items-center gap-1.5">
              <span className="inline-flex w-4 flex-none justify-center">
                {look !== undefined && <StateGlyph kind={look} />}
              </span>
              <span className="truncate">{t(`event.${event.kind}`)}</span>
            </span>
          );
        },
      },
      {
        id: 'element',
        head: t('column.element'),
        width: 'minmax(110px, 1fr)',
        cell: ({ elementId }) =>
          elementId === null ? (
            <span className="text-ink-3">–</span>
          ) : (
            <span title={elementId}>{elements.get(elementId)?.name ?? elementId}</span>
          ),
      },
      {
        id: 'what',
        head: t('column.what'),
        width: 'minmax(110px, 1.3fr)',
        cell: (event) => {
          const said = saidOf(event);
          return said === '' ? <span className="text-ink-3">–</span> : <span title={said}>{said}</span>;
        },
      },
      {
        id: 'key',
        head: t('column.key'),
        width: '150px',
        isRight: true,
        cell: (event) => <span className="mono text-ink-2">{event.key}</span>,
      },
    ],
    [elements],
  );
  const save = () =>
    saveFile(
      new Blob(
        [
          JSON.stringify(
            rows.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
            null,
            2,
          ),
        ],
        { type: 'application/json' },
      ),
      `events-${instance.key}.json`,
    );
  return (
    <>
      <div className="flex h-9 flex-none items-center gap-2 border-b border-line-faint px-3.5 text-12">
        <input
          type="search"
          aria-label={t('events.find')}
          placeholder={t('events.find')}
          value={text}
          onChange={(event) => set({ event: event.target.value === '' ? null : event.target.value })}
          className="h-6 min-w-0 max-w-[260px] flex-1 rounded-1 border border-line bg-transparent px-1.5 placeholder:text-ink-3"
        />
        <select
          aria-label={t('events.about')}
          value={topic ?? ''}
          onChange={(event) => set({ events: event.target.value === '' ? null : event.target.value })}
          className="h-6 rounded-1 border border-line bg-surface px-1 text-ink-2"
        >
          <option value="">{t('events.all')}</option>
          {TOPIC_NAMES.map((each: EventTopic) => (
            <option key={each} value={each}>
              {t(`events.${each}`)}
            </option>
          ))}
        </select>
        <span role="status" className="num ml-auto text-ink-2">
          {t(isReading ? 'events.countReading' : 'events.count', {
            shown: formatCount(rows.length),
            all: formatCount(events.length),
          })}
        </span>
        <IconButton isSmall icon={Download} label={t('events.save')} onClick={save} />
      </div>
      {rows.length === 0 ? (
        <EmptyState title={t('events.nothing')} />
      ) : (
        <DataGrid
          label={t('tab.events')}
          columns={columns}
          rows={rows}
          rowKey={eventId}
          currentKey={current}
          onCurrent={(event) => setCurrent(eventId(event))}
          minWidth={700}
          foot={isCut && <p className="p-3 text-12 text-ink-3">{t('events.cut')}</p>}
        />
      )}
    </>
  );
}
