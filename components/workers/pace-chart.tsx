'use client';
import { t } from '@/components/messages/messages.ts';
import { formatCount, formatTime } from '@/components/ui/format.ts';
import { useNow } from '@/components/ui/time.tsx';
import type { PaceView } from '@/lib/console/views/worker-view.ts';

const HEIGHT = 96;
const STEP = 10;
const MINUTE_MS = 60_000;

/** Done and failed, step by step; the failed part is hatched as well. Its table twin says the same in numbers. */
export function PaceChart({ view: { points, stepMs }, label }: { view: PaceView; label: string }) {
  const now = useNow();
  const timeOf = (at: number) => formatTime(at, now);
  const top = Math.max(1, ...points.map(({ done, failed }) => done + failed));
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
        {points.map(({ at, done, failed }, index) => (
          <g key={at}>
            <title>{t('pace.at', { at: timeOf(at), done: formatCount(done), failed: formatCount(failed) })}</title>
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
            <th scope="col">{t('pace.done')}</th>
            <th scope="col">{t('pace.failed')}</th>
          </tr>
        </thead>
        <tbody>
          {points
            .filter(({ done, failed }) => done + failed > 0)
            .map(({ at, done, failed }) => (
              <tr key={at}>
                <th scope="row">{timeOf(at)}</th>
                <td>{done}</td>
                <td>{failed}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
