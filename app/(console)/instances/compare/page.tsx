import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { ComparePage } from '@/components/compare/compare-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <ComparePage />
    </Suspense>
  );
}
