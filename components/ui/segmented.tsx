'use client';
import { classNames } from './class-names.ts';

/** Two to five exclusive views of the same thing. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly { readonly id: T; readonly label: string }[];
  onChange: (id: T) => void;
}) {
  return (
    <fieldset aria-label={label} className="inline-flex gap-px rounded-2 border border-line bg-sunken p-0.5">
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === value}
          onClick={() => onChange(option.id)}
          className={classNames(
            'inline-flex h-6 items-center whitespace-nowrap rounded-1 px-[9px] text-12 font-medium',
            option.id === value
              ? 'bg-surface text-ink shadow-[var(--shadow-1),0_0_0_1px_var(--line)] dark:bg-press dark:shadow-none'
              : 'text-ink-2 hover:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
