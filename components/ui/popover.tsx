'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

/** Its name is read first; what is in it comes with `Tab`. */
function focusPanel(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  event.currentTarget.focus();
}

/** A panel that hangs at its button: it takes the focus, gives it back, and closes with `Esc` or a click beside it. */
export function Popover({
  trigger,
  label,
  isOpen,
  onChange,
  children,
}: {
  trigger: ReactElement;
  label: string;
  isOpen: boolean;
  onChange: (isOpen: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          onOpenAutoFocus={focusPanel}
          sideOffset={8}
          align="end"
          collisionPadding={8}
          className="z-[var(--z-menu)] flex max-h-[calc(100vh-72px)] w-[440px] max-w-[calc(100vw-16px)] flex-col overflow-hidden rounded-3 border border-line-strong bg-surface shadow-float focus-visible:rounded-3"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
