'use client';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { BulkBar } from '@/components/ui/bulk-bar.tsx';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { Chosen } from './use-selection.ts';

/** What can be done with the chosen rows; all that match can be chosen instead, or none. Nothing where none is chosen. */
export function SelectionBar({
  label,
  chosen: { selection, count, matching, gone, leaveOutGone, chooseAll, clear },
  aside,
  children,
}: {
  label: string;
  chosen: Chosen /** Beside the ways to choose otherwise. */;
  aside?: ReactNode;
  children: ReactNode;
}) {
  if (count === 0) return null;
  const isMore = selection.isAll && matching?.isExact === false;
  const canChooseAll = !selection.isAll && matching !== undefined && (matching.value > count || !matching.isExact);
  return (
    <BulkBar
      label={label}
      note={
        gone.length > 0 && (
          <>
            <span>{t('bulk.gone', { gone: formatCount(gone.length), count: formatCount(count) })}</span>
            <Button isSmall onClick={leaveOutGone}>
              {t('bulk.leaveOut')}
            </Button>
          </>
        )
      }
      count={t(isMore ? 'bulk.countMore' : 'bulk.count', { count: formatCount(count) })}
      aside={
        <>
          {canChooseAll && (
            <Button isSmall kind="ghost" onClick={chooseAll}>
              {t(matching.isExact ? 'bulk.all' : 'bulk.allMore', { count: formatCount(matching.value) })}
            </Button>
          )}
          {aside}
          <Button isSmall kind="ghost" icon={X} onClick={clear}>
            {t('bulk.clear')}
          </Button>
        </>
      }
    >
      {children}
    </BulkBar>
  );
}

/** Room at the foot of a list, so that the bar hides no row. */
export function BarRoom({ chosen }: { chosen: Pick<Chosen, 'count'> }) {
  return chosen.count > 0 && <div className="h-16" />;
}
