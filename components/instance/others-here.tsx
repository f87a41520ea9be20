'use client';
import { useIsChanging } from '@/components/actions/changing.ts';
import { usePresence } from '@/components/data/use-presence.ts';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { classNames } from '@/components/ui/class-names.ts';

/** More circles than this have no room. */
const MAX_SHOWN = 3;

/** Who else looks at the instance, and whether somebody is about to change it; others see the same of this page. */
export function OthersHere({ instanceKey, isChanging = false }: { instanceKey: string; isChanging?: boolean }) {
  const hasDialog = useIsChanging();
  usePresence(instanceKey, isChanging || hasDialog);
  const { data } = useView('presence', { instance: instanceKey });
  const people = data?.people ?? [];
  const [first] = people;
  const text =
    first === undefined
      ? ''
      : first.isChanging
        ? t('presence.changes', { name: first.name })
        : people.length === 1
          ? t('presence.looks', { name: first.name })
          : t('presence.more', { name: first.name, count: people.length - 1 });
  return (
    <span
      role="status"
      data-testid="presence"
      className={classNames(
        'inline-flex min-w-0 items-center gap-1.5',
        first !== undefined && 'h-[30px] rounded-full border bg-surface pr-3 pl-1 text-12 shadow-1',
        first?.isChanging === true ? 'border-warning-line text-warning-text' : 'border-line text-ink-2',
      )}
      title={people.map(({ name }) => name).join(', ')}
    >
      <span className="flex -space-x-1.5">
        {people.slice(0, MAX_SHOWN).map(({ username, name }) => (
          <Avatar key={username} name={name} />
        ))}
      </span>
      <span className="truncate">{text}</span>
    </span>
  );
}
