'use client';
import { Dialog as Radix } from 'radix-ui';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './button.tsx';
import { isUnderDialog, returnFocusToPage } from './page-focus.ts';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Beside the title, at the right. */
  readonly aside?: ReactNode;
  readonly foot?: ReactNode;
  readonly width?: 'wide' | 'narrow' | 'box';
  readonly closeLabel: string;
  readonly children: ReactNode;
}
const WIDTHS = { wide: 'w-[1040px]', narrow: 'w-[520px]', box: 'w-[640px]' } as const;

/**
 * Floats over the page, keeps the focus, gives it back. Long content scrolls inside; what comes later makes it longer,
 * and moves nothing that is there.
 */
export function Dialog({
  isOpen,
  onClose,
  title,
  subtitle,
  aside,
  foot,
  width = 'narrow',
  closeLabel,
  children,
}: DialogProps) {
  return (
    <Radix.Root
      open={isOpen}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-[var(--z-dialog)] bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={giveFocusBack}
          className={classNames(
            'fixed top-[6vh] left-1/2 z-[var(--z-dialog)] flex max-h-[calc(94vh-24px)] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col overflow-hidden rounded-4 border border-line bg-surface shadow-dialog focus-visible:rounded-4 dark:border-line-strong',
            WIDTHS[width],
          )}
        >
          <header className="flex items-center gap-3 border-b border-line py-3.5 pr-3.5 pl-5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-16 font-semibold tracking-[-0.012em]">{title}</Radix.Title>
              {subtitle !== undefined && <p className="truncate text-ink-2">{subtitle}</p>}
            </div>
            {aside}
            <IconButton icon={X} label={closeLabel} onClick={onClose} />
          </header>
          <div className="flex min-h-0 flex-1 flex-col overflow-auto">{children}</div>
          {foot !== undefined && (
            <footer className="flex items-center gap-2 border-t border-line bg-sunken px-5 py-3">{foot}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** To where it was on the page: the entry of a menu that opened the dialog is gone by then. */
function giveFocusBack(event: Event): void {
  if (isUnderDialog()) return;
  event.preventDefault();
  returnFocusToPage();
}

/**
 * Writing comes before closing: the field that is meant, or the first, has the focus; without one the dialog itself.
 */
function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  (
    event.currentTarget.querySelector<HTMLElement>('[data-first]') ??
    event.currentTarget.querySelector<HTMLElement>('input, select, textarea') ??
    event.currentTarget
  ).focus();
}
