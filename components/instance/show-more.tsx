import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';

/** The rest of a long list, some at a time. `left`: how many, as far as that is known. */
export function ShowMore({ left, onMore }: { left?: number; onMore: () => void }) {
  return (
    <p className="flex flex-none justify-center p-2.5">
      <Button isSmall onClick={onMore}>
        {left === undefined ? t('list.more') : t('list.moreOf', { count: formatCount(left) })}
      </Button>
    </p>
  );
}
