import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { BundlePage } from '@/components/bundle/bundle-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <BundlePage />
    </Suspense>
  );
}
