'use client';
import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { ChainCheck } from './use-chain-check.ts';

/** What the check of the chain has come to: one line under the head of the audit log. */
export function ChainLine({ check, onStop }: { check: ChainCheck; onStop: () => void }) {
  return (
    <div
      role="status"
      data-testid="chain"
      className="flex flex-none flex-wrap items-center gap-x-2 gap-y-1 border-t border-line bg-surface px-[var(--page-x)] py-2 text-12"
    >
      <Words check={check} />
      <span className="ml-auto">
        <Button isSmall onClick={onStop}>
          {t(check.kind === 'checking' ? 'chain.stop' : 'chain.close')}
        </Button>
      </span>
    </div>
  );
}

function Words({ check }: { check: ChainCheck }) {
  if (check.kind === 'checking') return <span>{t('chain.checking', { percent: Math.floor(check.part * 100) })}</span>;
  if (check.kind === 'failed')
    return <span className="text-incident-text">{t('chain.failed', { message: check.error.message })}</span>;
  const { checkedTo, lastHash, brokenAt, reason } = check.found;
  const last = (
    <span>
      {t('chain.last')} <span className="mono break-all text-ink-2 select-all">{lastHash}</span>
    </span>
  );
  if (brokenAt === null)
    return (
      <>
        <StateGlyph kind="done" label={t('chain.sound')} />
        <b className="font-medium">{t('chain.unbroken', { count: formatCount(Number(checkedTo)) })}</b>{' '}
        <Clock at={check.at} /> {last}
      </>
    );
  return (
    <>
      <StateGlyph kind="incident" label={t('chain.notSound')} />
      <b className="font-medium text-incident-text">{t('chain.broken', { n: brokenAt })}</b>
      {reason !== null && <span>{t(`chain.${reason}`)}</span>}
      <span>{t('chain.soundTo', { n: checkedTo })}</span>
      <Link className="link" href={`/audit?kind=all&entry=${reason === 'missing' ? checkedTo : brokenAt}`}>
        {t('chain.see')}
      </Link>
    </>
  );
}
