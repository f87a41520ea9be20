import type { ElementInstance } from '../core/state.ts';
import type { StatisticState } from './row-changes.ts';
import type { RowOf } from './tables.ts';

const UNCOUNTED_KIND = 'adHocInnerInstance';

/** An ad-hoc sub-process is one, however much is activated in it. */
export const isCounted = ({ kind }: Pick<ElementInstance, 'kind'>): boolean => kind !== UNCOUNTED_KIND;

/** What an element instance that has ended counts as. null: for nothing, as a token that merged with another. */
export function stateAsCounted({ kind, outcome }: RowOf<'element_instance'>): StatisticState | null {
  if (kind === UNCOUNTED_KIND) return null;
  return outcome === 'completed' || outcome === 'terminated' ? outcome : null;
}
