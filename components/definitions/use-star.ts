import { useCallback, useRef } from 'react';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import type { DefinitionRow } from '@/lib/console/views/definition-view.ts';

/** Stars a process for the person, or takes the star back. */
export function useStar(): (row: DefinitionRow) => void {
  const { run } = useRunOperation();
  const latest = useRef(run);
  latest.current = run;
  return useCallback(({ definition, isStarred }) => {
    void latest.current('definition.star', { parameters: { definitionKey: definition.key, isStarred: !isStarred } });
  }, []);
}
