'use client';
import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { classNames } from './class-names.ts';

const BOX =
  'w-full rounded-2 border border-control bg-surface px-2.5 text-13 text-ink outline-none placeholder:text-ink-3 focus-visible:rounded-2 aria-invalid:border-incident disabled:border-line disabled:bg-sunken disabled:text-ink-2 dark:bg-canvas dark:disabled:bg-sunken';

interface FieldProps {
  readonly label: string;
  readonly need?: string;
  readonly help?: ReactNode;
  readonly error?: string | null;
}

function FieldFrame({ id, label, need, help, error, children }: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 flex gap-1.5 text-12 font-medium text-ink-2">
        {label}
        {need !== undefined && <span className="font-normal text-ink-3">{need}</span>}
      </label>
      {children}
      {error !== undefined && error !== null ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-12 text-incident-text">
          {error}
        </p>
      ) : (
        help !== undefined && <p className="mt-1 text-12 text-ink-3">{help}</p>
      )}
    </div>
  );
}

export function TextField({
  label,
  need,
  help,
  error,
  className,
  ...rest
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <FieldFrame {...{ id, label, need, help, error }}>
      <input
        {...rest}
        id={id}
        aria-invalid={error !== undefined && error !== null ? true : undefined}
        aria-describedby={error !== undefined && error !== null ? `${id}-error` : undefined}
        className={classNames(BOX, 'h-[30px]', className)}
      />
    </FieldFrame>
  );
}
export function TextArea({
  label,
  need,
  help,
  error,
  className,
  ...rest
}: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <FieldFrame {...{ id, label, need, help, error }}>
      <textarea
        {...rest}
        id={id}
        aria-invalid={error !== undefined && error !== null ? true : undefined}
        className={classNames(BOX, 'block py-1.5', className)}
      />
    </FieldFrame>
  );
}
export function SelectField({
  label,
  need,
  help,
  error,
  children,
  ...rest
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <FieldFrame {...{ id, label, need, help, error }}>
      <select
        {...rest}
        id={id}
        aria-invalid={error !== undefined && error !== null ? true : undefined}
        className={classNames(BOX, 'h-[30px]')}
      >
        {children}
      </select>
    </FieldFrame>
  );
}

/** A choice that is on or off; the whole line can be clicked. */
export function CheckField({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="inline-flex min-h-[30px] items-center gap-2">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-[var(--accent)]"
      />
      {label}
    </label>
  );
}
