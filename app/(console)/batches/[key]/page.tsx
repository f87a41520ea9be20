import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { BatchPage } from '@/components/batches/batch-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return (
    <Suspense fallback={<PageLoading />}>
      <BatchPage key={key} batchKey={key} />
    </Suspense>
  );
}
