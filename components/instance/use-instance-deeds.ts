import { useRouter } from 'next/navigation';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { usePageCommands } from '@/components/frame/page-commands.ts';
import { t } from '@/components/messages/messages.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { useInstanceAction } from './instance-actions.tsx';
import { readSelected } from './selected-elements.ts';

/** What is done most with an instance: by buttons, by keys and from the palette, with the same reason why not. */
export function useInstanceDeeds(instance: InstanceView) {
  const open = useInstanceAction();
  const router = useRouter();
  const { values, set } = useUrlState();
  const incidents = useList('incidents', { instance: instance.key, state: 'open', limit: 100 });
  const first = incidents.rows.find((row) => readSelected(values.element).includes(row.elementId)) ?? incidents.rows[0];
  const variables = useView('instance-variables', { instance: instance.key });
  const isEnded = instance.endedAt !== null;
  const retryMissing = useBlockedBecause('incident.retry');
  const correctMissing = useBlockedBecause('variable.set');
  const retry = () => {
    if (first !== undefined && retryMissing === null) open({ kind: 'retry', incident: first });
  };
  const correct = () => {
    const choices = variables.data?.rows.filter((each) => each.isAlive) ?? [];
    const row = choices.find((each) => each.name === values.variable) ?? choices[0];
    if (values.tab !== undefined && values.tab !== 'variables') set({ tab: null });
    if (row !== undefined && correctMissing === null && !isEnded) open({ kind: 'correct', variable: row, choices });
  };
  const suspendMissing = useBlockedBecause(instance.isSuspended ? 'instance.resume' : 'instance.suspend');
  const suspend = () => {
    if (suspendMissing === null && !isEnded) open({ kind: 'suspension' });
  };
  const modifyMissing = useBlockedBecause('instance.modify');
  const modify = () => {
    if (modifyMissing === null && !isEnded)
      router.push(
        `/instances/${instance.key}/modify${values.element === undefined ? '' : `?from=${encodeURIComponent(values.element)}`}`,
      );
  };
  const caller = instance.callers.at(-1);
  const goBack = () => {
    if (caller !== undefined) router.push(`/instances/${caller.instanceKey}`);
  };
  const { run } = useRunOperation();
  const watchMissing = useBlockedBecause('instance.watch');
  const isWatched = instance.isWatched === true;
  const watchBlocked = watchMissing ?? (isEnded && !isWatched ? t('instance.hasEnded') : null);
  const watch = () => {
    if (watchBlocked === null)
      void run('instance.watch', { parameters: { instanceKey: instance.key, isWatched: !isWatched } });
  };
  const endedBecause = isEnded ? t('instance.hasEnded') : null;
  useShortcuts({ r: retry, e: correct, s: suspend, m: modify, b: goBack, w: watch });
  usePageCommands([
    ...(first === undefined
      ? []
      : [{ id: 'retry', label: t('instance.retry'), hint: 'r', run: retry, blockedBecause: retryMissing }]),
    {
      id: 'correct',
      label: t('instance.correct'),
      hint: 'e',
      run: correct,
      blockedBecause: correctMissing ?? endedBecause,
    },
    { id: 'modify', label: t('modify.do'), hint: 'm', run: modify, blockedBecause: modifyMissing ?? endedBecause },
    {
      id: 'suspend',
      label: t(instance.isSuspended ? 'suspend.resume' : 'suspend.do'),
      hint: 's',
      run: suspend,
      blockedBecause: suspendMissing ?? endedBecause,
    },
    {
      id: 'watch',
      label: t(isWatched ? 'watch.off' : 'watch.on'),
      hint: 'w',
      run: watch,
      blockedBecause: watchBlocked,
    },
  ]);
  // Until they are read there is nothing that a click could open.
  const isReading = { incidents: incidents.isLoading, variables: variables.isLoading };
  return { open, first, isReading, retry, correct, suspend, modify, watch, isWatched, watchBlocked, endedBecause };
}
