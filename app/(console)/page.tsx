import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { HomePage } from '@/components/overview/home-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <HomePage />
    </Suspense>
  );
}
