'use client';
import { t } from '@/components/messages/messages.ts';
import { formatCount, formatTime } from '@/components/ui/format.ts';
import { useNow } from '@/components/ui/time.tsx';
import type { Instant } from '@/lib/console/views/shared.ts';

const HEIGHT = 96;
const STEP = 10;
const MINUTE_MS = 60_000;

interface PaceChartView {
  readonly stepMs: number;
  readonly points: readonly {
    readonly at: Instant;
    readonly done: number;
    readonly failed: number;
    /** Drawn as a line where it is known. */
    readonly created?: number;
  }[];
}

/** Done and failed, step by step; the failed part is hatched as well. Its table twin says the same in numbers. */
export function PaceChart({ view: { points, stepMs }, label }: { view: PaceChartView; label: string }) {
  const now = useNow();
  const timeOf = (at: number) => formatTime(at, now);
  const hasCreated = points.some(({ created }) => created !== undefined);
  const top = Math.max(1, ...points.map(({ done, failed, created = 0 }) => Math.max(done + failed, created)));
  const y = (count: number) => (count / top) * HEIGHT;
  return (
    <div className="px-3.5 pt-3 pb-2">
      <svg
        viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        className="block h-24 w-full"
      >
        <defs>
          <pattern id="pace-failed" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="4" height="4" className="fill-incident" />
            <rect width="1.5" height="4" className="fill-incident-soft" />
          </pattern>
        </defs>
        {points.map(({ at, done, failed, created }, index) => (
          <g key={at}>
            <title>
              {created === undefined
                ? t('pace.at', { at: timeOf(at), done: formatCount(done), failed: formatCount(failed) })
                : t('jobPace.at', {
                    at: timeOf(at),
                    created: formatCount(created),
                    done: formatCount(done),
                    failed: formatCount(failed),
                  })}
            </title>
            <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} className="fill-transparent" />
            <rect
              x={index * STEP + 1}
              y={HEIGHT - Math.max(1, y(done))}
              width={STEP - 2}
              height={Math.max(1, y(done))}
              className={done === 0 ? 'fill-line-strong' : 'fill-active'}
            />
            {failed > 0 && (
              <rect
                x={index * STEP + 1}
                y={HEIGHT - y(done) - Math.max(2, y(failed))}
                width={STEP - 2}
                height={Math.max(2, y(failed))}
                fill="url(#pace-failed)"
              />
            )}
          </g>
        ))}
        {hasCreated && (
          <polyline
            points={points
              .map(({ created = 0 }, index) => `${(index + 0.5) * STEP},${HEIGHT - Math.max(1, y(created))}`)
              .join(' ')}
            className="pointer-events-none fill-none stroke-planned [stroke-width:1.5] [vector-effect:non-scaling-stroke]"
          />
        )}
      </svg>
      <div className="num mt-1 flex justify-between text-11 text-ink-3">
        <span>{points[0] !== undefined && timeOf(points[0].at)}</span>
        <span>{t('pace.most', { count: formatCount(top), minutes: stepMs / MINUTE_MS })}</span>
        <span>{t('pace.now')}</span>
      </div>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pace.when')}</th>
            {hasCreated && <th scope="col">{t('jobPace.created')}</th>}
            <th scope="col">{t('pace.done')}</th>
            <th scope="col">{t('pace.failed')}</th>
          </tr>
        </thead>
        <tbody>
          {points
            .filter(({ done, failed, created = 0 }) => done + failed + created > 0)
            .map(({ at, done, failed, created = 0 }) => (
              <tr key={at}>
                <th scope="row">{timeOf(at)}</th>
                {hasCreated && <td>{created}</td>}
                <td>{done}</td>
                <td>{failed}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
