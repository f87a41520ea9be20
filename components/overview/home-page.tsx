'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { usePerson } from '@/components/data/person.tsx';
import { OverviewPage } from './overview-page.tsx';

/** Where somebody lands: operators at the overview, people who only work on tasks at these. */
export function HomePage() {
  const router = useRouter();
  const { home } = usePerson();
  useEffect(() => {
    if (home !== '/') router.replace(home);
  }, [home, router]);
  return home === '/' ? <OverviewPage /> : null;
}
