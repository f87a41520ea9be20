'use client';
import { useEffect, useRef } from 'react';

/** A button of the page that is shown, as the palette offers it. */
export interface PageCommand {
  readonly id: string;
  readonly label: string /** Its key. */;
  readonly hint: string;
  readonly run: () => void;
  readonly blockedBecause: string | null;
}

const pages = new Set<{ readonly current: readonly PageCommand[] }>();

/** What can be done on this page is in the palette too, as long as the page is there. */
export function usePageCommands(commands: readonly PageCommand[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    pages.add(latest);
    return () => {
      pages.delete(latest);
    };
  }, []);
}

/** As they are at this moment. */
export function pageCommands(): readonly PageCommand[] {
  return [...pages].flatMap(({ current }) => current);
}
