'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { useInstanceAction } from './instance-actions.tsx';
import { isShown, onlyOne, type SelectedElements } from './selected-elements.ts';
import { ShowMore } from './show-more.tsx';
import { useInstanceVariables } from './use-instance-variables.ts';
import { variableColumns } from './variable-columns.tsx';
import { VariableStory } from './variable-story.tsx';
import { isFiltered, matchesFilter, VariablesFilter } from './variables-filter.tsx';
import { VariablesTools } from './variables-tools.tsx';

/** Rows of a long list that are drawn at once. */
const AT_ONCE = 200;

/** Values by scope: of the selected element and what it can see, else of all. What is not its own is shown pale. */
export function VariablesTab({
  instance,
  moment,
  selected,
}: {
  instance: InstanceView;
  moment: StoryMoment | undefined;
  selected: SelectedElements;
}) {
  const { values } = useUrlState();
  const variables = useInstanceVariables(instance.key, moment?.at, values);
  const isEnded = instance.endedAt !== null;
  const isThere = (row: VariableRow) => isEnded || row.isAlive;
  const seen = seenFrom(instance, selected);
  const rows = variables.rows.filter(
    (row) => isThere(row) && isSeen(row, seen, selected) && matchesFilter(row, values),
  );
  return (
    <ViewGate query={variables.query}>
      {() => (
        <>
          <VariablesBar instance={instance} rows={rows} known={variables.read.filter(isThere)} selected={selected} />
          <VariablesTable instance={instance} rows={rows} selected={selected} variables={variables} />
          {variables.isCut && <p className="p-3 text-12 text-ink-3">{t('variable.cut')}</p>}
        </>
      )}
    </ViewGate>
  );
}

/** Filter, tools and the way to add one. `known`: all that are there, whose scopes can be chosen. */
function VariablesBar({
  instance,
  rows,
  known,
  selected,
}: {
  instance: InstanceView;
  rows: readonly VariableRow[];
  known: readonly VariableRow[];
  selected: SelectedElements;
}) {
  const { values, set } = useUrlState();
  const open = useInstanceAction();
  const nameOf = useScopeName(instance);
  const scopes = [
    ...new Map(
      known
        .filter((row) => row.scopeElementId !== null)
        .map((row) => [row.scopeKey, { key: row.scopeKey, label: nameOf(row.scopeElementId) }]),
    ).values(),
  ];
  return (
    <div className="flex flex-none flex-wrap items-center gap-1.5 border-b border-line-faint px-3.5 py-1.5">
      <VariablesFilter values={values} scopes={scopes} onChange={set} />
      <VariablesTools instance={instance} rows={rows} elementId={onlyOne(selected)} />
      <ActionButton
        operation="variable.add"
        isSmall
        icon={Plus}
        blockedBecause={instance.endedAt === null ? null : t('instance.hasEnded')}
        onClick={() => open({ kind: 'add', scopeKey: instance.key })}
      >
        {t('variable.add')}
      </ActionButton>
    </div>
  );
}

function VariablesTable({
  instance,
  rows,
  selected,
  variables: { hasMore, readMore },
}: {
  instance: InstanceView;
  rows: readonly VariableRow[];
  selected: SelectedElements;
  variables: Pick<ReturnType<typeof useInstanceVariables>, 'hasMore' | 'readMore'>;
}) {
  const { values, set } = useUrlState();
  const open = useInstanceAction();
  const nameOf = useScopeName(instance);
  const [story, setStory] = useState<VariableRow | null>(null);
  const [shown, setShown] = useState(AT_ONCE);
  const columns = variableColumns({
    instance,
    nameOf,
    isOwn: (row) => isShown(selected, row.scopeElementId),
    onSelect: (id) => set({ element: id }),
    onCorrect: (variable) => open({ kind: 'correct', variable }),
    onRemove: (variable) => open({ kind: 'remove', variable }),
    onStory: setStory,
  });
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState title={t(isFiltered(values) ? 'variable.noneMatch' : 'variable.none')}>
          {isFiltered(values) && (
            <Button isSmall onClick={() => set({ vname: null, vvalue: null, scope: null })}>
              {t('variable.clearFilter')}
            </Button>
          )}
        </EmptyState>
      ) : (
        <SimpleTable<VariableRow>
          label={t('tab.variables')}
          rows={rows.slice(0, shown)}
          rowKey={(row) => row.key}
          currentKey={rows.find((row) => row.name === values.variable)?.key}
          onRow={(row) => set({ variable: row.name })}
          columns={columns}
        />
      )}
      {rows.length > shown ? (
        <ShowMore left={hasMore ? undefined : rows.length - shown} onMore={() => setShown(shown + AT_ONCE)} />
      ) : (
        hasMore && (
          <ShowMore
            onMore={() => {
              setShown(shown + AT_ONCE);
              readMore();
            }}
          />
        )
      )}
      {story !== null && <VariableStory variable={story} instance={instance} onClose={() => setStory(null)} />}
    </>
  );
}

function useScopeName(instance: InstanceView): (elementId: string | null) => string {
  const elements = useModelElements(instance.definition.key);
  return (id) => (id === null ? t('scope.instance') : (elements.get(id)?.name ?? id));
}

/** Scopes that an element sees: its own instances and all around them; null: every scope. */
function seenFrom(instance: InstanceView, selected: SelectedElements): ReadonlySet<string> | null {
  if (selected.length === 0) return null;
  const parents = new Map(instance.history.map((node) => [node.key, node.parentKey]));
  const seen = new Set([instance.key]);
  for (const node of instance.history) {
    if (!selected.includes(node.elementId)) continue;
    for (let key: string | undefined = node.key; key !== undefined && !seen.has(key); key = parents.get(key))
      seen.add(key);
  }
  return seen;
}

/** Of a long life not every scope stands in the tree: its own are known by their element. */
function isSeen(row: VariableRow, seen: ReadonlySet<string> | null, selected: SelectedElements): boolean {
  return (
    seen === null || seen.has(row.scopeKey) || (row.scopeElementId !== null && selected.includes(row.scopeElementId))
  );
}
