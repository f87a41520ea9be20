import type { VariableRow } from '../views/variable-view.ts';
import type { BundledInstance } from './instance-bundle.ts';

/** The variables as they were at a moment (ms): those that were there, each with its value of then. */
export function variablesAt(
  { instance, variables, histories }: Pick<BundledInstance, 'instance' | 'variables' | 'histories'>,
  at: number,
): readonly VariableRow[] {
  const valuesOf = new Map(histories.map((history) => [history.key, history.values]));
  const endOfScope = new Map(instance.history.map((node) => [node.key, node.endedAt]));
  return variables.flatMap((row) => {
    const goneAt =
      row.removedAt ?? endOfScope.get(row.scopeKey) ?? (row.scopeKey === instance.key ? instance.endedAt : null);
    if (row.createdAt > at || (goneAt !== null && goneAt <= at)) return [];
    if (row.updatedAt <= at) return [{ ...row, isAlive: true, removedAt: null }];
    const was = valuesOf.get(row.key)?.find((value) => value.writtenAt <= at);
    if (was === undefined) return [];
    const size = was.text?.length ?? 0;
    return [
      {
        ...row,
        type: was.type,
        text: was.text,
        isCut: was.isCut,
        size,
        revision: was.revision,
        writtenBy: was.writtenBy,
        updatedAt: was.writtenAt,
        isAlive: true,
        removedAt: null,
      },
    ];
  });
}
