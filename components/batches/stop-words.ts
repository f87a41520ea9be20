import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { StopRule } from '@/lib/console/contract.ts';
import type { BatchView } from '@/lib/console/views/batch-view.ts';

/** When it pauses by itself, in a few words. */
export function ruleWords({ failed, share }: StopRule): string {
  const ofShare =
    share === null ? null : t('stop.factShare', { percent: share.percent, ofAtLeast: formatCount(share.ofAtLeast) });
  const ofNumber = failed === null ? null : t('stop.factFailed', { most: formatCount(failed) });
  return ofShare !== null && ofNumber !== null
    ? t('stop.or', { one: ofShare, other: ofNumber })
    : (ofShare ?? ofNumber ?? t('stop.none'));
}

/** Why it has paused by itself, as a sentence; null: it has not. */
export function stoppedWords({ stopRule, stopped }: Pick<BatchView, 'stopRule' | 'stopped'>): string | null {
  if (stopRule === null || stopped === null) return null;
  const counted = { failed: formatCount(stopped.failed), ended: formatCount(stopped.done + stopped.failed) };
  return stopped.cause === 'share'
    ? t('stop.bannerShare', { ...counted, percent: stopRule.share?.percent ?? 0 })
    : t('stop.bannerFailed', { ...counted, most: formatCount(stopRule.failed ?? stopped.failed) });
}
