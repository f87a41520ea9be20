'use client';
import { useMemo } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { variableWords } from '@/components/instances/instance-filter-fields.tsx';
import { VariableEditor } from '@/components/instances/value-editors.tsx';
import { t } from '@/components/messages/messages.ts';
import type { FilterField } from '@/components/ui/filter-bar.tsx';

/** What the list of tasks can be narrowed by; variables of the address are fields too. */
export function useTaskFields(values: Readonly<Record<string, string>>): readonly FilterField[] {
  const definitions = useView('definitions', {});
  const names = useView('variable-names', {});
  return useMemo(() => {
    const variable = (id: string, label: string): FilterField => ({
      id,
      label,
      editor: (edit) => <VariableEditor edit={edit} names={names.data?.names ?? []} />,
      describe: variableWords,
    });
    return [
      { id: 'name', label: t('column.name') },
      { id: 'assignee', label: t('column.assignee'), placeholder: 'none' },
      { id: 'group', label: t('tasks.group') },
      { id: 'user', label: t('tasks.candidate') },
      {
        id: 'definition',
        label: t('column.definition'),
        options: (definitions.data?.rows ?? []).map((row) => ({
          value: row.definition.processId,
          label: row.definition.name ?? row.definition.processId,
        })),
      },
      { id: 'element', label: t('column.element'), placeholder: 'UserTask_1' },
      { id: 'instance', label: t('column.instance'), placeholder: '2251799813685251' },
      { id: 'root', label: t('tasks.root'), placeholder: '2251799813685251' },
      { id: 'due', label: t('column.due'), placeholder: '..now' },
      { id: 'followUp', label: t('tasks.followUp'), placeholder: '..now' },
      { id: 'created', label: t('tasks.created'), placeholder: '-24h..' },
      { id: 'priority', label: t('column.priority'), placeholder: '60..' },
      ...Object.keys(values)
        .filter((name) => name.startsWith('var.'))
        .map((name) => variable(name, name.slice('var.'.length))),
      variable('var', t('filter.variable')),
    ];
  }, [definitions.data, names.data, values]);
}
