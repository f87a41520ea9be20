'use client';
import { DropdownMenu as Radix } from 'radix-ui';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          align="end"
          collisionPadding={8}
          className="z-[var(--z-menu)] max-h-[70vh] min-w-[180px] overflow-auto rounded-3 border border-line-strong bg-raised p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: LucideIcon;
  readonly onSelect: () => void;
  readonly isDanger?: boolean;
  readonly blockedBecause?: string | null;
  readonly children: ReactNode;
  readonly 'data-operation'?: string;
}

/** It can be reached, so that the reason is read, and does nothing. */
function stayOpen(event: Event): void {
  event.preventDefault();
}

export function MenuItem({
  icon: Icon,
  onSelect,
  isDanger = false,
  blockedBecause = null,
  children,
  ...rest
}: MenuItemProps) {
  return (
    <Radix.Item
      {...rest}
      aria-description={blockedBecause ?? undefined}
      aria-disabled={blockedBecause === null ? undefined : true}
      onSelect={blockedBecause === null ? onSelect : stayOpen}
      className={classNames(
        'flex min-h-7 cursor-default items-center gap-2 rounded-1 px-2 outline-none data-[highlighted]:bg-hover',
        isDanger ? 'text-incident-text' : 'text-ink',
        blockedBecause !== null && 'text-ink-3',
      )}
    >
      {Icon !== undefined && <Icon size={15} strokeWidth={1.75} aria-hidden />}
      <span className="min-w-0 flex-1">
        {children}
        {blockedBecause !== null && (
          <span className="block max-w-[280px] pb-1 text-11 text-ink-3">{blockedBecause}</span>
        )}
      </span>
    </Radix.Item>
  );
}
export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-11 text-ink-3">{children}</Radix.Label>;
}
