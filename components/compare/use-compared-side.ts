import { useView } from '@/components/data/use-view.ts';

export type ComparedSide = ReturnType<typeof useComparedSide>;

/** One of the two instances with its variables; null: not chosen, or not loaded yet. */
export function useComparedSide(key: string | undefined) {
  const isOff = key === undefined || !/^\d{1,18}$/.test(key);
  const instance = useView('instance', { key: key ?? '' }, { isOff });
  const variables = useView('instance-variables', { instance: key ?? '' }, { isOff });
  const isOurs = !isOff && instance.data?.key === key;
  return {
    isChosen: !isOff,
    instance: isOurs ? (instance.data ?? null) : null,
    variables: isOurs && !variables.isPlaceholderData ? (variables.data ?? null) : null,
    error: isOff
      ? null
      : ((instance.data === undefined ? instance.error : null) ??
        (variables.data === undefined ? variables.error : null)),
    readAgain: () => {
      void instance.refetch();
      void variables.refetch();
    },
  };
}
