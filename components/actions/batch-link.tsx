import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';

/** The way to the batch that does what was asked for; nothing where none was made. */
export function BatchLink({ batchKey }: { batchKey: string | undefined }) {
  if (batchKey === undefined) return null;
  return (
    <p>
      <Link className="link" href={`/batches/${batchKey}`}>
        {t('batch.watch')}
      </Link>
    </p>
  );
}
