'use client';
import Link from 'next/link';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { formatCount, formatExactTime } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { TimerCalendarView } from '@/lib/console/views/job-view.ts';

const HOUR_MS = 3_600_000;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Warmer the more of the fullest hour fires in it; the number says it too. */
const HEAT = [
  'bg-active-soft text-active-text',
  'bg-warning-soft text-warning-text',
  'bg-warning text-[var(--on-warning,var(--text))]',
] as const;
const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** What fires, in hours and days; an hour leads to its timers. `definition`: of one version alone. */
export function TimerCalendar({ definition }: { definition?: { readonly key: string; readonly name: string } }) {
  const calendar = useView('timer-calendar', definition === undefined ? {} : { definition: definition.key });
  return (
    <ViewGate query={calendar}>
      {(view) =>
        view.hours.length === 0 ? (
          <EmptyState title={t('calendar.none')} />
        ) : (
          <Grid view={view} scope={definition?.name} />
        )
      }
    </ViewGate>
  );
}

function Grid({ view, scope }: { view: TimerCalendarView; scope: string | undefined }) {
  const days = new Map<string, Map<number, number>>();
  for (let at = view.from; at < view.until; at += HOUR_MS) {
    const day = dayOf(at);
    if (!days.has(day)) days.set(day, new Map());
  }
  for (const { at, count } of view.hours) {
    const day = days.get(dayOf(at));
    const hour = new Date(at).getHours();
    day?.set(hour, (day.get(hour) ?? 0) + count);
  }
  const top = Math.max(1, ...[...days.values()].flatMap((hours) => [...hours.values()]));
  const total = view.hours.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="p-[var(--page-x)]">
      <p className="mb-3 text-12 text-ink-2">
        {tCount('calendar.one', 'calendar.many', total, formatCount(total))}
        {view.countedTo !== null && <> {t('calendar.cut', { at: formatExactTime(view.countedTo) })}</>}
      </p>
      <div className="overflow-auto">
        <table className="min-w-[860px] table-fixed border-separate border-spacing-[3px] text-12">
          <caption className="sr-only">{t('calendar.label')}</caption>
          <thead>
            <tr>
              <th scope="col" className="w-[92px] text-left font-medium text-ink-2">
                {t('calendar.day')}
              </th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col" className="num w-8 font-medium text-ink-3">
                  {String(hour).padStart(2, '0')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...days].map(([day, hours]) => (
              <tr key={day}>
                <th scope="row" className="text-left font-medium whitespace-nowrap text-ink-2">
                  {dayName.format(new Date(`${day}T12:00:00`))}
                </th>
                {HOURS.map((hour) => (
                  <Cell key={hour} day={day} hour={hour} count={hours.get(hour) ?? 0} top={top} scope={scope} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Cell({
  day,
  hour,
  count,
  top,
  scope,
}: {
  day: string;
  hour: number;
  count: number;
  top: number;
  scope: string | undefined;
}) {
  if (count === 0) return <td className="h-8 rounded-1 bg-sunken" />;
  const from = new Date(`${day}T${String(hour).padStart(2, '0')}:00:00`);
  const until = new Date(from.getTime() + HOUR_MS - 1);
  const query = new URLSearchParams({
    kind: 'timer,start',
    sort: 'due',
    due: `${from.toISOString()}..${until.toISOString()}`,
    ...(scope !== undefined && { definition: scope }),
  });
  const heat = HEAT[Math.min(HEAT.length - 1, Math.floor((count / top) * HEAT.length))];
  return (
    <td className="h-8 p-0">
      <Link
        href={`/jobs?${query.toString()}`}
        aria-label={t('calendar.cell', { count, day: dayName.format(from), from: from.getHours() })}
        className={classNames('num flex h-8 items-center justify-center rounded-1 font-medium hover:underline', heat)}
      >
        {formatCount(count)}
      </Link>
    </td>
  );
}

/** The day of the browser's own zone. */
function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
