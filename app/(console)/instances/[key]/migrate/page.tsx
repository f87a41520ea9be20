import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { MigratePage } from '@/components/migrate/migrate-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return (
    <Suspense fallback={<PageLoading />}>
      <MigratePage key={key} instanceKey={key} />
    </Suspense>
  );
}
