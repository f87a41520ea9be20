'use client';
import { useMemo } from 'react';
import { useAllPages } from '@/components/data/use-all-pages.ts';
import { momentsOf } from '@/lib/console/story-moments.ts';

/** The moments of an instance's whole life; `isWhole` as soon as the last part of it was read. */
export function useStory(instanceKey: string, options?: { readonly isOff?: boolean }) {
  const { rows, isWhole } = useAllPages('instance-story', { key: instanceKey }, options);
  const moments = useMemo(() => momentsOf(rows), [rows]);
  return { moments, isWhole, read: rows.length };
}
