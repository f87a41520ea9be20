import { useUrlState } from '@/components/data/use-url-state.ts';
import { t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import type { StartLikeView } from '@/lib/console/views/definition-view.ts';

/** Which instance the values are taken from, and what of it could not be taken. */
export function LikeNote({ like }: { like: StartLikeView }) {
  const { values } = useUrlState();
  return (
    <Note>
      <span>
        {t('start.likeNote', { name: like.businessKey ?? values.like ?? '' })}
        {like.leftOut.length > 0 && ` ${t('start.likeLeftOut', { names: like.leftOut.join(', ') })}`}
        {like.isCut && ` ${t('start.likeCut')}`}
      </span>
    </Note>
  );
}
