'use client';
import { ChevronDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { classNames } from './class-names.ts';
import { fittingTabs } from './fitting-tabs.ts';
import { Menu, MenuItem } from './menu.tsx';

export interface TabItem<T extends string> {
  readonly id: T;
  readonly label: string /** 0 is not shown. */;
  readonly count?: number | string;
  readonly isBad?: boolean;
}
interface TabsProps<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: T;
  readonly items: readonly TabItem<T>[];
  readonly onChange: (id: T) => void;
  readonly aside?: ReactNode;
  /** Of the menu of those that have no room. */
  readonly moreLabel: string;
}
const TAB = 'flex items-center gap-1.5 px-2 font-medium whitespace-nowrap';

/**
 * Tabs in one row; the panel is the caller's, with `id={tabPanelId(name)}`. Arrow keys move, as everywhere. Those that
 * have no room are in a menu at the end, and whatever is chosen stands in the row.
 */
export function Tabs<T extends string>({ name, label, value, items, onChange, aside, moreLabel }: TabsProps<T>) {
  const row = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLDivElement>(null);
  const chosen = items.findIndex((item) => item.id === value);
  const shown = useFitting(row, ruler, chosen);
  const folded = shown === null ? [] : items.filter((_, index) => !shown.includes(index));
  const isByKey = useRef(false);
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = items[(chosen + step + items.length) % items.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    isByKey.current = true;
    onChange(next.id);
  };
  // What was folded comes into the row only when it is chosen: the focus follows it then.
  useEffect(() => {
    if (!isByKey.current || shown?.includes(chosen) === false) return;
    isByKey.current = false;
    document.getElementById(`${name}-tab-${value}`)?.focus();
  }, [name, value, shown, chosen]);
  return (
    <div className="relative flex h-9 flex-none items-stretch border-b border-line px-2.5">
      <div ref={row} className="flex min-w-0 flex-1 items-stretch overflow-hidden">
        <div role="tablist" aria-label={label} onKeyDown={move} className="flex items-stretch gap-0.5">
          {items.map(
            (item) =>
              !folded.includes(item) && (
                <button
                  key={item.id}
                  id={`${name}-tab-${item.id}`}
                  type="button"
                  role="tab"
                  aria-selected={item.id === value}
                  aria-controls={tabPanelId(name)}
                  tabIndex={item.id === value ? 0 : -1}
                  onClick={() => onChange(item.id)}
                  className={classNames(
                    'relative',
                    TAB,
                    item.id === value
                      ? 'text-ink after:absolute after:inset-x-1.5 after:bottom-0 after:h-0.5 after:rounded-t after:bg-accent'
                      : 'text-ink-2 hover:text-ink',
                  )}
                >
                  <TabWords item={item} />
                </button>
              ),
          )}
        </div>
        {folded.length > 0 && (
          <Menu
            trigger={
              <button type="button" className={classNames('ml-0.5 text-ink-2 hover:text-ink', TAB)}>
                {moreLabel}
                <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
                {folded.some((item) => item.isBad === true) && <span className="size-1.5 rounded-full bg-incident" />}
              </button>
            }
          >
            {folded.map((item) => (
              <MenuItem key={item.id} onSelect={() => onChange(item.id)}>
                <span className="flex items-center gap-1.5">
                  <TabWords item={item} />
                </span>
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
      {/* How wide each of them is, whether it is in the row or not. */}
      <div aria-hidden className="invisible absolute top-0 left-0 h-0 w-0 overflow-hidden">
        <div ref={ruler} className="flex w-max">
          {items.map((item) => (
            <span key={item.id} className={TAB}>
              <TabWords item={item} />
            </span>
          ))}
        </div>
      </div>
      {aside !== undefined && <div className="flex flex-none items-center gap-1.5 pl-2">{aside}</div>}
    </div>
  );
}
export function tabPanelId(name: string): string {
  return `${name}-panel`;
}

function TabWords({ item: { label, count, isBad } }: { item: TabItem<string> }) {
  return (
    <>
      {label}
      {count !== undefined && count !== 0 && count !== '0' && (
        <span
          className={classNames(
            'num rounded-full px-[5px] text-11',
            isBad === true ? 'bg-incident-soft text-incident-text' : 'bg-press text-ink-2',
          )}
        >
          {count}
        </span>
      )}
    </>
  );
}

/** Pixels between two tabs. */
const GAP_PX = 2;

/** Indexes of those that have room; null until that is measured. */
function useFitting(
  row: RefObject<HTMLDivElement | null>,
  ruler: RefObject<HTMLDivElement | null>,
  chosen: number,
): readonly number[] | null {
  const [shown, setShown] = useState<readonly number[] | null>(null);
  useLayoutEffect(() => {
    const host = row.current;
    if (host === null) return;
    const measure = () => {
      const widths = [...(ruler.current?.children ?? [])].map((each) => each.getBoundingClientRect().width + GAP_PX);
      const next = fittingTabs(widths, host.clientWidth, chosen);
      setShown((before) => (before?.join() === next.join() ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(host);
    // Other words, and another font, have other widths.
    if (ruler.current !== null) observer.observe(ruler.current);
    return () => observer.disconnect();
  }, [row, ruler, chosen]);
  return shown;
}
