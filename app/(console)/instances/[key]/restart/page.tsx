import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { RestartPage } from '@/components/restart/restart-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return (
    <Suspense fallback={<PageLoading />}>
      <RestartPage key={key} instanceKey={key} />
    </Suspense>
  );
}
