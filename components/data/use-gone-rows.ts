'use client';
import { useEffect, useRef, useState } from 'react';
import { goneRows } from './gone-rows.ts';

/** A list that is read page by page, as far as it says what has left it. */
export interface ReadList {
  readonly rows: readonly { readonly key: string }[];
  readonly data: unknown;
  readonly isPlaceholderData: boolean;
  readonly hasNextPage: boolean;
}
const NONE: readonly string[] = [];

/** Chosen rows that have left the list since: others worked on them, or they match its filter no more. */
export function useGoneRows(chosen: ReadonlySet<string>, list: ReadList, order: string): readonly string[] {
  const { rows, data, isPlaceholderData, hasNextPage } = list;
  const before = useRef<{ readonly order: string; readonly keys: readonly string[] }>({ order, keys: [] });
  const [gone, setGone] = useState<readonly string[]>(NONE);
  // As one text, so that only other rows are looked at again.
  const read = data === undefined || isPlaceholderData ? null : rows.map((row) => row.key).join(' ');
  useEffect(() => {
    if (read === null) return;
    const keys = read === '' ? NONE : read.split(' ');
    const known = before.current.order === order ? before.current.keys : NONE;
    const there = new Set(keys);
    const left = goneRows(chosen, known, { keys, isWhole: !hasNextPage });
    setGone((former) => {
      const still = former.filter((key) => chosen.has(key) && !there.has(key));
      const all = [...new Set([...still, ...left])];
      return all.length === former.length && all.every((key) => former.includes(key)) ? former : all;
    });
    before.current = { order, keys };
  }, [read, chosen, order, hasNextPage]);
  return gone;
}
