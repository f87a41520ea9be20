'use client';
import { useEffect } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface TabItem<T extends string> { readonly id: T; readonly label: string; /** 0 is not shown. */ readonly count?: number | string; readonly isBad?: boolean }

/** Tabs in one row; the panel is the caller's, with `id={tabPanelId(name)}`. Arrow keys move, as everywhere. */
export function Tabs<T extends string>({ name, label, value, items, onChange, aside }: { name: string; label: string; value: T; items: readonly TabItem<T>[]; onChange: (id: T) => void; aside?: ReactNode }) {
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = items[(items.findIndex((item) => item.id === value) + step + items.length) % items.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(`${name}-tab-${next.id}`)?.focus();
  };
  // Of more tabs than have room the chosen one is in sight.
  useEffect(() => { document.getElementById(`${name}-tab-${value}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }, [name, value]);
  return (
    <div className="flex h-9 flex-none items-stretch border-b border-line px-2.5">
      <div role="tablist" aria-label={label} onKeyDown={move} className="flex min-w-0 items-stretch gap-0.5 overflow-x-auto overflow-y-hidden">
        {items.map((item) => (
          <button key={item.id} id={`${name}-tab-${item.id}`} type="button" role="tab" aria-selected={item.id === value} aria-controls={tabPanelId(name)} tabIndex={item.id === value ? 0 : -1} onClick={() => onChange(item.id)}
            className={classNames('relative flex items-center gap-1.5 whitespace-nowrap px-2 font-medium', item.id === value ? 'text-ink after:absolute after:inset-x-1.5 after:bottom-0 after:h-0.5 after:rounded-t after:bg-accent' : 'text-ink-2 hover:text-ink')}>
            {item.label}
            {item.count !== undefined && item.count !== 0 && item.count !== '0' && <span className={classNames('num rounded-full px-[5px] text-11', item.isBad === true ? 'bg-incident-soft text-incident-text' : 'bg-press text-ink-2')}>{item.count}</span>}
          </button>
        ))}
      </div>
      {aside !== undefined && <div className="ml-auto flex flex-none items-center gap-1.5 pl-2">{aside}</div>}
    </div>
  );
}
export function tabPanelId(name: string): string { return `${name}-panel`; }
