import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { BatchNewPage } from '@/components/batches/batch-new-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <BatchNewPage />
    </Suspense>
  );
}
