import { useEffect, useState } from 'react';
import { isWritten, type ValueDraft, writtenValues } from '@/components/actions/variable-drafts.tsx';
import { VARIABLE_TYPES } from '@/components/actions/variable-types.ts';
import { useView } from '@/components/data/use-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';

/**
 * The values of the instance's end, to be edited; those of its start are taken by the engine, with what is different
 * beside them.
 */
export function useRestartVariables(instance: InstanceView) {
  const rows = useView('instance-variables', { instance: instance.key, scope: instance.key });
  const [from, setFromOnly] = useState<'last' | 'initial'>('last');
  const [drafts, setDrafts] = useState<readonly ValueDraft[] | null>(null);
  const former = (rows.data?.rows ?? []).filter(
    (row) => row.scopeKey === instance.key && row.removedAt === null && isWritable(row),
  );
  useEffect(() => {
    if (drafts === null && rows.data !== undefined && from === 'last')
      setDrafts(former.map((row, n) => ({ id: n + 1, name: row.name, type: row.type, text: row.text ?? '' })));
  }, [rows.data, drafts, from, former]);
  const own = drafts ?? [];
  const same = new Map(former.map((row) => [row.name, row]));
  const changed =
    from === 'initial'
      ? own
      : own.filter((draft) => {
          const row = same.get(draft.name);
          return row === undefined || row.type !== draft.type || (row.text ?? '') !== draft.text;
        });
  const leftOut =
    from === 'initial'
      ? []
      : former.filter((row) => !own.some((draft) => draft.name === row.name)).map((row) => row.name);
  return {
    from,
    drafts: own,
    setDrafts,
    setFrom: (next: 'last' | 'initial') => {
      setFromOnly(next);
      setDrafts(next === 'initial' ? [] : null);
    },
    edited: isWritten(own) ? { changed: writtenValues(changed), leftOut } : null,
  };
}

/** What cannot be written by hand goes along as it was. */
const isWritable = (row: VariableRow): boolean => VARIABLE_TYPES.includes(row.type) && !row.isCut;
