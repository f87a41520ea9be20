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

interface PageModel {
  readonly definitionKey: string;
  readonly select: (elementId: string) => void;
}
const models = new Set<{ readonly current: PageModel }>();

/** The elements of this page's diagram can be chosen in the palette. */
export function usePageModel(definitionKey: string, select: (elementId: string) => void): void {
  const latest = useRef<PageModel>({ definitionKey, select });
  latest.current = { definitionKey, select };
  useEffect(() => {
    models.add(latest);
    return () => {
      models.delete(latest);
    };
  }, []);
}
/** Of the page that is shown; null: it has no diagram. */
export function pageModel(): PageModel | null {
  return [...models].at(-1)?.current ?? null;
}

/** As they are at this moment. */
export function pageCommands(): readonly PageCommand[] {
  return [...pages].flatMap(({ current }) => current);
}
