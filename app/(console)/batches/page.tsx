import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { BatchesPage } from '@/components/batches/batches-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <BatchesPage />
    </Suspense>
  );
}
