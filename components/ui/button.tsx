'use client';
import { LoaderCircle } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

type Kind = 'primary' | 'plain' | 'ghost' | 'danger' | 'destructive' | 'onSolid';
const KINDS: Readonly<Record<Kind, string>> = {
  primary: 'bg-accent border-accent text-on-accent hover:bg-accent-hover hover:border-accent-hover',
  plain: 'bg-surface border-line-strong text-ink shadow-1 hover:bg-hover dark:bg-raised [&>svg]:text-ink-2',
  ghost: 'bg-transparent border-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'bg-surface border-incident-line text-incident-text hover:bg-incident-soft dark:bg-raised',
  // On a bar of a solid colour.
  onSolid:
    'bg-[color-mix(in_oklab,var(--on-solid)_14%,transparent)] border-transparent text-inherit hover:bg-[color-mix(in_oklab,var(--on-solid)_24%,transparent)]',
  destructive: 'bg-incident border-incident text-on-solid hover:opacity-90',
};

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  readonly kind?: Kind;
  readonly icon?: LucideIcon;
  /** Its key, printed on it. */
  readonly shortcut?: string;
  readonly isSmall?: boolean;
  readonly isBusy?: boolean;
  /** Why it cannot be used: it stays visible and can be reached, but does nothing. */
  readonly blockedBecause?: string | null;
  readonly type?: 'button' | 'submit';
}

export function Button({
  kind = 'plain',
  icon: Icon,
  shortcut,
  isSmall = false,
  isBusy = false,
  blockedBecause = null,
  type = 'button',
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const isBlocked = blockedBecause !== null;
  const button = (
    <button
      {...rest}
      type={type}
      aria-busy={isBusy || undefined}
      aria-disabled={isBlocked || undefined}
      aria-description={blockedBecause ?? undefined}
      disabled={rest.disabled === true || isBusy}
      onClick={isBlocked ? (event) => event.preventDefault() : onClick}
      className={classNames(
        'inline-flex flex-none items-center justify-center gap-1.5 whitespace-nowrap rounded-2 border font-medium transition-colors duration-90 focus-visible:rounded-2 disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3',
        isSmall ? 'h-[26px] px-2 text-12' : 'h-[30px] px-[11px]',
        KINDS[kind],
        className,
      )}
    >
      {isBusy ? (
        <LoaderCircle size={15} strokeWidth={1.75} className="spinning" aria-hidden />
      ) : (
        Icon !== undefined && <Icon size={15} strokeWidth={1.75} aria-hidden />
      )}
      {children}
      {shortcut !== undefined && (
        <Kbd
          className={
            kind === 'primary'
              ? 'border-transparent bg-[color-mix(in_oklab,var(--on-accent)_9%,transparent)] text-inherit'
              : undefined
          }
        >
          {shortcut}
        </Kbd>
      )}
    </button>
  );
  return isBlocked ? <Tooltip text={blockedBecause}>{button}</Tooltip> : button;
}

export function IconButton({
  label,
  icon: Icon,
  shortcut,
  isSmall = false,
  kind = 'ghost',
  blockedBecause = null,
  onClick,
  className,
  ...rest
}: { label: string; icon: LucideIcon } & Omit<ButtonProps, 'icon' | 'isBusy' | 'children'>) {
  const isBlocked = blockedBecause !== null;
  return (
    <Tooltip text={isBlocked ? `${label}: ${blockedBecause}` : label} shortcut={shortcut}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-disabled={isBlocked || undefined}
        aria-description={blockedBecause ?? undefined}
        onClick={isBlocked ? (event) => event.preventDefault() : onClick}
        className={classNames(
          'inline-grid flex-none place-items-center rounded-2 border transition-colors duration-90 aria-disabled:cursor-not-allowed aria-disabled:opacity-45',
          isSmall ? 'size-[26px]' : 'size-[30px]',
          KINDS[kind],
          className,
        )}
      >
        <Icon size={isSmall ? 14 : 16} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      aria-hidden
      className={classNames(
        'inline-block min-w-[18px] rounded-1 border border-line border-b-line-strong bg-surface px-1 text-center font-sans text-[10.5px] leading-4 font-medium text-ink-2',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
