import { classNames } from './class-names.ts';

/** One small series without axes; its words stand beside it. */
export function MiniBars({
  values,
  label,
  isBad = false,
  width = 68,
}: {
  values: readonly number[];
  label: string;
  isBad?: boolean;
  width?: number;
}) {
  const top = Math.max(1, ...values);
  const step = width / Math.max(1, values.length);
  return (
    <svg width={width} height={20} role="img" aria-label={label} className="block flex-none">
      {values
        .map((value, index) => ({ value, x: index * step }))
        .map(({ value, x }) => {
          const height = value === 0 ? 1 : Math.max(2, (value / top) * 20);
          return (
            <rect
              key={x}
              x={x}
              y={20 - height}
              width={Math.max(1, step - 1)}
              height={height}
              className={classNames(value === 0 ? 'fill-line-strong' : isBad ? 'fill-incident' : 'fill-ended')}
            />
          );
        })}
    </svg>
  );
}

/** Shares of a whole in one line. */
export function HealthBar({
  parts,
  label,
}: {
  parts: readonly { readonly value: number; readonly tone: 'incident' | 'active' | 'done' | 'ended' }[];
  label: string;
}) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const fill = { incident: 'bg-incident', active: 'bg-active', done: 'bg-done', ended: 'bg-ended' } as const;
  return (
    <span
      role="img"
      aria-label={label}
      className="inline-flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-press"
    >
      {total > 0 &&
        parts
          .filter((part) => part.value > 0)
          .map((part) => (
            <i
              key={part.tone}
              className={fill[part.tone]}
              style={{ width: `max(3px, ${(part.value / total) * 100}%)` }}
            />
          ))}
    </span>
  );
}

const RISK_BARS = {
  low: [1, 'bg-done'],
  guarded: [2, 'bg-active'],
  high: [3, 'bg-warning'],
  destructive: [4, 'bg-incident'],
} as const;
/** Four rising bars and a word. */
export function RiskMeter({ risk, children }: { risk: keyof typeof RISK_BARS; children: string }) {
  const [level, tone] = RISK_BARS[risk];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap font-medium">
      <span aria-hidden className="inline-flex items-end gap-0.5">
        {[5, 8, 11, 14].map((height, index) => (
          <i
            key={height}
            style={{ height }}
            className={classNames('w-1 rounded-[1px]', index < level ? tone : 'bg-line-strong')}
          />
        ))}
      </span>
      {children}
    </span>
  );
}
