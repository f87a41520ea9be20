import { t } from '@/components/messages/messages.ts';
import { SkeletonRows } from '@/components/ui/panel-states.tsx';

/** A page that is on its way: its head and its rows, so that no page change shows an empty place. */
export function PageLoading() {
  return (
    <>
      <div className="flex h-[58px] flex-none items-center gap-3 px-[var(--page-x)]" aria-hidden>
        <span className="skeleton h-4 w-40" />
        <span className="skeleton h-2.5 w-24" />
      </div>
      <div className="min-h-0 flex-1 border-t border-line bg-surface">
        <SkeletonRows label={t('state.loading')} count={12} />
      </div>
    </>
  );
}
