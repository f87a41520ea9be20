'use client';
import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { InstanceOriginWords, senderInWords } from './instance-origin.tsx';

interface Write extends Pick<VariableRow, 'author'> {
  readonly at: number /** The scope is the instance itself. */;
  readonly isOfInstance: boolean;
}

/**
 * The element that wrote it, and who stands behind that: a person with the entry, or a worker. What came with the start
 * is of whoever started the instance.
 */
export function VariableWriter({
  write,
  name,
  instance,
}: {
  write: Write;
  name: string | null;
  instance: Pick<InstanceView, 'origin' | 'callers' | 'definition' | 'startedAt'>;
}) {
  const { author } = write;
  if (author !== null) {
    const who =
      author.entry === null ? (
        <span className="mono text-ink-3">{author.name}</span>
      ) : (
        <Link className="link" href={`/audit?entry=${author.entry}`} onClick={(event) => event.stopPropagation()}>
          {author.name}
        </Link>
      );
    return (
      <span className="text-ink-2">
        {name !== null && <>{name} · </>}
        {who}
      </span>
    );
  }
  if (name !== null)
    return (
      <span className="text-ink-2" title={name}>
        {name}
      </span>
    );
  if (!write.isOfInstance || write.at > instance.startedAt)
    return <span className="text-ink-3">{t('variable.byOutside')}</span>;
  const sender = instance.origin === undefined ? null : senderInWords(instance.origin);
  return (
    <span className="text-ink-2" title={sender === null ? undefined : `${t('variable.byStart')} · ${sender}`}>
      {t('variable.byStart')}
      {instance.origin !== undefined && instance.origin.kind !== 'unknown' && (
        <>
          {' '}
          · <InstanceOriginWords instance={instance} />
        </>
      )}
    </span>
  );
}
