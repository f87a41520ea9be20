'use client';
import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';

/** Explains; never holds what is needed to go on, and is in nobody's way: what it covers can be pressed through it. */
export function Tooltip({ text, shortcut, children }: { text: string; shortcut?: string; children: ReactElement }) {
  return (
    <Radix.Root delayDuration={400} disableHoverableContent>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="pointer-events-none z-[var(--z-menu)] max-w-[320px] rounded-2 border border-line-strong bg-raised px-2.5 py-1.5 text-12 text-ink shadow-float"
        >
          {text}
          {shortcut !== undefined && <kbd className="ml-2 font-sans text-ink-3">{shortcut}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
