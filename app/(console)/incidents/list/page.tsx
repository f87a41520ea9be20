import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { IncidentListPage } from '@/components/incidents/incident-list-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <IncidentListPage />
    </Suspense>
  );
}
