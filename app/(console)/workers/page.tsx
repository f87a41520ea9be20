import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { WorkersPage } from '@/components/workers/workers-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <WorkersPage />
    </Suspense>
  );
}
