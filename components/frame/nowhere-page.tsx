'use client';
import { usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { PageOfLastResort } from './page-of-last-resort.tsx';

/** There is no page at this address. */
export function NowherePage() {
  return (
    <PageOfLastResort title={t('page.gone')} back={{ label: t('page.toStart'), href: usePerson().home }}>
      <p className="text-ink-2">{t('page.nowhere')}</p>
    </PageOfLastResort>
  );
}
