import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { InstancePage } from '@/components/instance/instance-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return (
    <Suspense fallback={<PageLoading />}>
      <InstancePage key={key} instanceKey={key} />
    </Suspense>
  );
}
