'use client';
import { useMemo } from 'react';
import type { DiagramMark } from '@/components/diagram/badges.ts';
import { t } from '@/components/messages/messages.ts';
import { TwoDiagrams } from '@/components/migrate/two-diagrams.tsx';
import type { DefinitionVersion, DefinitionView } from '@/lib/console/views/definition-view.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import type { ModelChange } from './model-changes.ts';
import { inOrder, useVersionChanges } from './use-version-changes.ts';

const SIGNS = { added: '+', removed: '−', changed: '≠' } as const;
const CONNECTIONS: ReadonlySet<string> = new Set([
  'sequenceFlow',
  'messageFlow',
  'association',
  'dataInputAssociation',
  'dataOutputAssociation',
]);
const NO_COUNTS: readonly ElementCounts[] = [];

/**
 * The older version and the newer one: what is gone is marked in the one, what is new in the other, what reads
 * otherwise in both.
 */
export function VersionsSideBySide({
  view,
  other,
  selected,
  onSelect,
}: {
  view: DefinitionView;
  other: DefinitionVersion;
  selected: string | null;
  onSelect: (id: string | null) => void;
}) {
  const { older, newer } = inOrder(view, other);
  const changes = useVersionChanges(older.key, newer.key);
  const [before, after] = useMemo(() => [marksOf(changes, 'added'), marksOf(changes, 'removed')], [changes]);
  return (
    <TwoDiagrams
      counts={NO_COUNTS}
      selected={selected}
      hint={changes === null ? t('state.loading') : changes.length === 0 ? t('versions.alike') : t('versions.legend')}
      source={{ definitionKey: older.key, label: `v${older.version}`, marks: before, onSelect }}
      target={{ definitionKey: newer.key, label: `v${newer.version}`, marks: after, selected, onSelect }}
    />
  );
}

/** What the other side has alone is not marked on this one. */
function marksOf(changes: readonly ModelChange[] | null, elsewhere: ModelChange['change']): readonly DiagramMark[] {
  return (changes ?? [])
    .filter(({ change }) => change !== elsewhere)
    .map(({ id, kind, name, change }) => ({
      id,
      look: change,
      text: SIGNS[change],
      title: `${t(`versions.${change}`)}: ${name}`,
      isElement: !CONNECTIONS.has(kind),
    }));
}
