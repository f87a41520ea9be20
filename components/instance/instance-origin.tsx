import Link from 'next/link';
import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { InstanceLink } from './instance-link.tsx';

/** What started an instance, in one short phrase with what it leads to. */
export function InstanceOriginWords({
  instance,
}: {
  instance: Pick<InstanceView, 'origin' | 'callers' | 'definition'>;
}) {
  const { origin } = instance;
  if (origin === undefined || origin.kind === 'unknown') return t('origin.unknown');
  const by = senderInWords(origin);
  const { kind, name, sourceKey } = origin;
  switch (kind) {
    case 'caller': {
      const caller = instance.callers.at(-1);
      return sourceKey === null ? (
        t('origin.caller')
      ) : (
        <InstanceLink instanceKey={sourceKey}>{caller?.businessKey ?? sourceKey}</InstanceLink>
      );
    }
    case 'restart':
      return withBatch(
        <>
          {t('origin.restart')} {sourceKey !== null && <InstanceLink instanceKey={sourceKey}>{sourceKey}</InstanceLink>}
          {by !== null && `, ${by}`}
        </>,
        origin.batchKey ?? null,
      );
    case 'message':
      return [t('origin.message', { name: name ?? '' }), by].filter((part) => part !== null).join(', ');
    case 'signal':
      return (
        <>
          {t('origin.signal', { name: name ?? '' })}
          {sourceKey !== null && (
            <>
              {' '}
              {t('origin.thrownBy')} <InstanceLink instanceKey={sourceKey}>{sourceKey}</InstanceLink>
            </>
          )}
          {by !== null && `, ${by}`}
        </>
      );
    case 'timer':
      return t('origin.timer');
    case 'condition':
      return [t('origin.condition'), by].filter((part) => part !== null).join(', ');
    case 'request':
      return withBatch(by ?? t('origin.request'), sourceKey);
  }
}

function withBatch(words: ReactNode, batchKey: string | null): ReactNode {
  return batchKey === null ? (
    words
  ) : (
    <>
      {words} {t('origin.batch')}{' '}
      <Link className="link" href={`/batches/${batchKey}`}>
        {batchKey}
      </Link>
    </>
  );
}

/** `Ada`, `billing over REST (Camunda 7)`; null: it came from inside. */
export function senderInWords({
  who,
  channel,
}: Pick<NonNullable<InstanceView['origin']>, 'who' | 'channel'>): string | null {
  if (channel === null) return who;
  if (channel === 'console' || channel === 'system') return who ?? t(`origin.over.${channel}`);
  return who === null
    ? t('origin.anonymous', { over: t(`origin.over.${channel}`) })
    : t('origin.by', { who, over: t(`origin.over.${channel}`) });
}
