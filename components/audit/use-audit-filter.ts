import { useMemo } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useAuditFields } from './audit-fields.ts';

/** What the address narrows the log to. */
export function useAuditFilter(): Readonly<Record<string, string>> {
  const { values } = useUrlState();
  const fields = useAuditFields();
  return useMemo(
    () =>
      Object.fromEntries(
        [...fields.map(({ id }) => id), 'kind'].flatMap((id) => {
          const value = values[id];
          return value === undefined ? [] : [[id, value]];
        }),
      ),
    [fields, values],
  );
}
