import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { StartPage } from '@/components/start/start-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <StartPage />
    </Suspense>
  );
}
