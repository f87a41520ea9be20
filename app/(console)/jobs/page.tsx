import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { JobsPage } from '@/components/jobs/jobs-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <JobsPage />
    </Suspense>
  );
}
