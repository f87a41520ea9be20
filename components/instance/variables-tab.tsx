'use client';
import { History, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ActionButton, ActionIconButton } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { isShown, onlyOne, type SelectedElements } from './selected-elements.ts';
import { ShowMore } from './show-more.tsx';
import { DownloadValue } from './download-value.tsx';
import { useInstanceAction } from './instance-actions.tsx';
import { VariableStory } from './variable-story.tsx';
import { VariableWriter } from './variable-writer.tsx';
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
  const { values, set } = useUrlState();
  const variables = useView('instance-variables', { instance: instance.key, ...(moment && { at: moment.at }) });
  const elements = useModelElements(instance.definition.key);
  const open = useInstanceAction();
  const [story, setStory] = useState<VariableRow | null>(null);
  const [shown, setShown] = useState(AT_ONCE);
  const isEnded = instance.endedAt !== null;
  // Of more variables than one answer holds, the server looks for those that are meant.
  const isCut = variables.data?.isCut === true && isFiltered(values);
  const found = useView(
    'instance-variables',
    {
      instance: instance.key,
      name: values.vname,
      value: values.vvalue,
      ...(values.scope !== undefined && values.scope !== 'instance' && { scope: values.scope }),
    },
    { isOff: !isCut || moment !== undefined },
  );
  const nameOf = (id: string | null) => (id === null ? t('scope.instance') : (elements.get(id)?.name ?? id));
  return (
    <ViewGate query={variables}>
      {(all) => {
        const view = isCut && found.data !== undefined ? found.data : all;
        const seen = seenFrom(instance, selected);
        const here = view.rows.filter((row) => (isEnded || row.isAlive) && (seen === null || seen.has(row.scopeKey)));
        const rows = here.filter((row) => matchesFilter(row, values));
        const scopes = [
          ...new Map(
            all.rows
              .filter((row) => row.scopeElementId !== null && (isEnded || row.isAlive))
              .map((row) => [row.scopeKey, { key: row.scopeKey, label: nameOf(row.scopeElementId) }]),
          ).values(),
        ];
        const isOwn = (row: VariableRow) => isShown(selected, row.scopeElementId);
        return (
          <>
            <div className="flex flex-none flex-wrap items-center gap-1.5 border-b border-line-faint px-3.5 py-1.5">
              <VariablesFilter values={values} scopes={scopes} onChange={set} />
              <VariablesTools instance={instance} rows={rows} elementId={onlyOne(selected)} />
              <ActionButton
                operation="variable.add"
                isSmall
                icon={Plus}
                blockedBecause={isEnded ? t('instance.hasEnded') : null}
                onClick={() => open({ kind: 'add', scopeKey: instance.key })}
              >
                {t('variable.add')}
              </ActionButton>
            </div>
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
                columns={[
                  {
                    id: 'name',
                    head: t('column.name'),
                    width: '23%',
                    cell: (row) => (
                      <span className={classNames('mono font-medium', !isOwn(row) && 'text-ink-2')} title={row.name}>
                        {row.name}
                      </span>
                    ),
                  },
                  {
                    id: 'type',
                    head: t('column.type'),
                    width: '76px',
                    cell: (row) => <span className="text-ink-2">{row.type}</span>,
                  },
                  {
                    id: 'value',
                    head: t('column.value'),
                    cell: (row) => (
                      <span className={classNames('mono', !isOwn(row) && 'text-ink-2')} title={row.text ?? undefined}>
                        {writtenValue(row)}
                      </span>
                    ),
                  },
                  {
                    id: 'scope',
                    head: t('column.scope'),
                    width: '12%',
                    cell: (row) => (
                      <ScopeCell
                        row={row}
                        isOwn={isOwn(row)}
                        name={nameOf(row.scopeElementId)}
                        onSelect={(id) => set({ element: id })}
                      />
                    ),
                  },
                  {
                    id: 'by',
                    head: t('column.writtenBy'),
                    width: '13%',
                    isExtra: true,
                    cell: (row) => (
                      <VariableWriter
                        write={{ author: row.author, at: row.updatedAt, isOfInstance: row.scopeElementId === null }}
                        name={row.writtenBy === null ? null : nameOf(row.writtenBy)}
                        instance={instance}
                      />
                    ),
                  },
                  {
                    id: 'at',
                    head: t('column.at'),
                    width: '64px',
                    isRight: true,
                    isExtra: true,
                    cell: (row) => <Clock at={row.updatedAt} />,
                  },
                  {
                    id: 'do',
                    head: t('column.actions'),
                    width: '136px',
                    isRight: true,
                    cell: (row) => (
                      <span className="inline-flex">
                        {(row.isCut || row.type === 'File' || row.type === 'Bytes') && <DownloadValue variable={row} />}
                        {!isEnded && row.isAlive && (
                          <ActionIconButton
                            operation="variable.set"
                            icon={Pencil}
                            label={t('variable.correct', { name: row.name })}
                            onClick={() => open({ kind: 'correct', variable: row })}
                          />
                        )}
                        <IconButton
                          isSmall
                          icon={History}
                          label={t('variable.history', { name: row.name })}
                          onClick={() => setStory(row)}
                        />
                        {!isEnded && row.isAlive && (
                          <ActionIconButton
                            operation="variable.remove"
                            icon={Trash2}
                            label={t('variable.remove', { name: row.name })}
                            onClick={() => open({ kind: 'remove', variable: row })}
                          />
                        )}
                      </span>
                    ),
                  },
                ]}
              />
            )}
            {rows.length > shown && <ShowMore left={rows.length - shown} onMore={() => setShown(shown + AT_ONCE)} />}
            {view.isCut && <p className="p-3 text-12 text-ink-3">{t('variable.cut')}</p>}
            {story !== null && <VariableStory variable={story} instance={instance} onClose={() => setStory(null)} />}
          </>
        );
      }}
    </ViewGate>
  );
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

function ScopeCell({
  row,
  isOwn,
  name,
  onSelect,
}: {
  row: VariableRow;
  isOwn: boolean;
  name: string;
  onSelect: (elementId: string) => void;
}) {
  const { scopeElementId } = row;
  if (scopeElementId === null)
    return (
      <span className="text-ink-2" title={isOwn ? undefined : `${name} · ${t('variable.inherited')}`}>
        {name}
        {!isOwn && <span className="sr-only"> · {t('variable.inherited')}</span>}
      </span>
    );
  return (
    <button
      type="button"
      className="link max-w-full truncate text-left"
      onClick={(event) => {
        event.stopPropagation();
        onSelect(scopeElementId);
      }}
    >
      {name}
    </button>
  );
}

function writtenValue(row: VariableRow): string {
  if (row.type === 'Null') return 'null';
  if (row.type === 'Bytes' || row.type === 'File')
    return [row.info?.filename, t('variable.bytes', { size: Math.floor(row.size / 4) * 3 })]
      .filter((part) => part !== undefined)
      .join(' · ');
  if (row.text === null) return 'null';
  return row.type === 'String' ? JSON.stringify(row.text) : row.text;
}
