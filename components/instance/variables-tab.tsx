'use client';
import { History, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { useInstanceAction } from './instance-actions.tsx';
import { VariableHistory } from './variable-history.tsx';

/** Values by scope: of the selected element and what it can see, else of all. */
export function VariablesTab({ instance, moment, elementId }: { instance: InstanceView; moment: StoryMoment | undefined; elementId: string | null }) {
  const variables = useView('instance-variables', { instance: instance.key, ...(moment && { at: moment.at }) });
  const elements = useModelElements(instance.definition.key);
  const { values, set } = useUrlState();
  const open = useInstanceAction();
  const [history, setHistory] = useState<VariableRow | null>(null);
  const isEnded = instance.endedAt !== null;
  return (
    <ViewGate query={variables}>
      {(view) => {
        const rows = view.rows.filter((row) => (isEnded || row.isAlive) && (elementId === null || row.scopeElementId === null || row.scopeElementId === elementId));
        if (rows.length === 0) return <EmptyState title={t('variable.none')} />;
        return (
          <>
            <SimpleTable<VariableRow> label={t('tab.variables')} rows={rows} rowKey={(row) => row.key} currentKey={rows.find((row) => row.name === values.variable)?.key} onRow={(row) => set({ variable: row.name })} columns={[
              { id: 'name', head: t('column.name'), width: '22%', cell: (row) => <span className="mono font-medium" title={row.name}>{row.name}</span> },
              { id: 'type', head: t('column.type'), width: '76px', cell: (row) => <span className="text-ink-2">{row.type}</span> },
              { id: 'value', head: t('column.value'), cell: (row) => <span className="mono" title={row.text ?? undefined}>{writtenValue(row)}</span> },
              { id: 'scope', head: t('column.scope'), width: '16%', cell: (row) => <span className="text-ink-2">{row.scopeElementId === null ? t('scope.instance') : elements.get(row.scopeElementId)?.name ?? row.scopeElementId}</span> },
              { id: 'by', head: t('column.writtenBy'), width: '16%', isExtra: true, cell: (row) => <span className="text-ink-2" title={row.writtenBy ?? undefined}>{row.writtenBy === null ? '–' : elements.get(row.writtenBy)?.name ?? row.writtenBy}</span> },
              { id: 'at', head: t('column.at'), width: '64px', isRight: true, isExtra: true, cell: (row) => <Clock at={row.updatedAt} /> },
              { id: 'do', head: t('column.actions'), width: '104px', isRight: true, cell: (row) => (
                <span className="inline-flex">
                  {!isEnded && row.isAlive && <ActionIconButton operation="variable.set" icon={Pencil} label={t('variable.correct', { name: row.name })} onClick={() => open({ kind: 'correct', variable: row })} />}
                  <IconButton isSmall icon={History} label={t('variable.history', { name: row.name })} onClick={() => setHistory(row)} />
                  {!isEnded && row.isAlive && <ActionIconButton operation="variable.remove" icon={Trash2} label={t('variable.remove', { name: row.name })} onClick={() => open({ kind: 'remove', variable: row })} />}
                </span>
              ) },
            ]} />
            {view.isCut && <p className="p-3 text-12 text-ink-3">{t('variable.cut')}</p>}
            {history !== null && <VariableHistory variable={history} onClose={() => setHistory(null)} />}
          </>
        );
      }}
    </ViewGate>
  );
}
function writtenValue(row: VariableRow): string {
  if (row.type === 'Null') return 'null';
  if (row.text === null) return t('variable.bytes', { size: row.size });
  return row.type === 'String' ? JSON.stringify(row.text) : row.text;
}
