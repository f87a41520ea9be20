import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { InstancesPage } from '@/components/instances/instances-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <InstancesPage />
    </Suspense>
  );
}
