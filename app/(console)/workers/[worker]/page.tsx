import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { WorkerPage } from '@/components/workers/worker-page.tsx';

export default async function Page({ params }: { params: Promise<{ worker: string }> }) {
  const worker = decodeURIComponent((await params).worker);
  return (
    <Suspense fallback={<PageLoading />}>
      <WorkerPage key={worker} worker={worker} />
    </Suspense>
  );
}
