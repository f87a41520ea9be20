'use client';
import { actorName } from '@/components/audit/actor-name.ts';
import Link from 'next/link';
import { Why } from '@/components/audit/reason-word.tsx';
import { useMay } from '@/components/data/person.tsx';
import { useList } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';

/**
 * Of an instance that rests: what that means, and who holds it since when and why, as far as the log tells the person.
 */
export function HeldNote({ instance }: { instance: InstanceView }) {
  const entries = useList('audit', { instance: instance.key, limit: 100 }, { isOff: !useMay('audit.read') });
  const held = entries.rows.find(({ operation, outcome }) => operation === 'instance.suspend' && outcome === 'done');
  return (
    <Note tone="warn">
      <StateGlyph kind="suspended" size={15} />
      <div className="min-w-0">
        <b className="font-medium">{t('held.title')}</b>
        <p>{t('held.what')}</p>
        {held !== undefined && (
          <p className="mt-1 text-12">
            {actorName(held)}, <Clock at={held.at} />:{' '}
            <Why reasonCode={held.reasonCode} ticket={held.ticket} none="–" />{' '}
            <Link className="link" href={`/audit?entry=${held.n}`}>
              {t('held.entry', { n: held.n })}
            </Link>
          </p>
        )}
      </div>
    </Note>
  );
}
