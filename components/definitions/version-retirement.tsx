import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { VersionRetirement } from '@/lib/console/views/definition-view.ts';

/** Callers that are named; of more, the number is. */
const MAX_NAMED = 2;

export function LastStarted({ retirement }: { retirement: VersionRetirement | undefined }) {
  if (retirement === undefined) return null;
  return retirement.lastStartedAt === null ? (
    <span className="text-ink-3">{t('versions.never')}</span>
  ) : (
    <Age at={retirement.lastStartedAt} />
  );
}

/** Whether a version is still needed: it is the newest, its instances run, or others call just this one. */
export function Needed({ retirement }: { retirement: VersionRetirement | undefined }) {
  if (retirement === undefined) return null;
  if (retirement.isLatest) return <span className="text-ink-2">{t('versions.newest')}</span>;
  if (retirement.isRunning) return <StateWord kind="active">{t('versions.runs')}</StateWord>;
  const callers = retirement.callers.map(({ processId, version }) => `${processId} v${version}`);
  if (callers.length > 0)
    return <span className="text-ink-2">{t('versions.calledBy', { callers: named(callers) })}</span>;
  if (retirement.isCalledElsewhere) return <span className="text-ink-2">{t('versions.calledElsewhere')}</span>;
  return <StateWord kind="ended">{t('versions.mayGo')}</StateWord>;
}

function named(callers: readonly string[]): string {
  const first = callers.slice(0, MAX_NAMED).join(', ');
  return callers.length <= MAX_NAMED
    ? first
    : t('versions.moreCallers', { callers: first, count: callers.length - MAX_NAMED });
}
