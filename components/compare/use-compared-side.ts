import { useAllPages } from '@/components/data/use-all-pages.ts';
import { useWholeInstance } from '@/components/instance/use-whole-instance.ts';
import { useView } from '@/components/data/use-view.ts';

export type ComparedSide = ReturnType<typeof useComparedSide>;

/** One of the two instances with its variables; null: not chosen, or not loaded yet. */
export function useComparedSide(key: string | undefined) {
  const isOff = key === undefined || !/^\d{1,18}$/.test(key);
  const instance = useView('instance', { key: key ?? '' }, { isOff });
  const variables = useAllPages('instance-variables', { instance: key ?? '' }, { isOff });
  const isOurs = !isOff && instance.data?.key === key;
  const { whole, isWhole } = useWholeInstance(isOurs ? (instance.data ?? null) : null, true);
  return {
    isChosen: !isOff,
    instance: isWhole ? whole : null,
    variables: isOurs && variables.isWhole ? { rows: variables.rows, isCut: variables.isCut } : null,
    error: isOff
      ? null
      : ((instance.data === undefined ? instance.error : null) ?? (variables.isWhole ? null : variables.error)),
    readAgain: () => {
      void instance.refetch();
      variables.readAgain();
    },
  };
}
