import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { IncidentsPage } from '@/components/incidents/incidents-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <IncidentsPage />
    </Suspense>
  );
}
