import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { ModifyPage } from '@/components/modify/modify-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return (
    <Suspense fallback={<PageLoading />}>
      <ModifyPage key={key} instanceKey={key} />
    </Suspense>
  );
}
