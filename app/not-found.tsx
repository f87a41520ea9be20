import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';

export default function NotFound() {
  return (
    <main className="grid h-full place-content-center gap-2 text-center">
      <h1 className="text-20 font-semibold">{t('page.notFound')}</h1>
      <p>
        <Link className="link" href="/">
          {t('page.toStart')}
        </Link>
      </p>
    </main>
  );
}
