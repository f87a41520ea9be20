import { useMemo } from 'react';
import { useModelNodes } from '@/components/diagram/model-elements.ts';
import type { DefinitionVersion, DefinitionView } from '@/lib/console/views/definition-view.ts';
import { type ModelChange, modelChanges } from './model-changes.ts';

interface Version {
  readonly key: string;
  readonly version: number;
}

/** The one that is shown and the one that it is compared with, by their numbers. */
export function inOrder(
  { definition }: DefinitionView,
  other: DefinitionVersion,
): { readonly older: Version; readonly newer: Version } {
  return other.version < definition.version ? { older: other, newer: definition } : { older: definition, newer: other };
}

/** null: the two models are not there yet. */
export function useVersionChanges(olderKey: string, newerKey: string): readonly ModelChange[] | null {
  const [older, newer] = [useModelNodes(olderKey), useModelNodes(newerKey)];
  return useMemo(() => (older.size === 0 || newer.size === 0 ? null : modelChanges(older, newer)), [older, newer]);
}
