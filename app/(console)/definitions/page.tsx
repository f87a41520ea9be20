import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { DefinitionsPage } from '@/components/definitions/definitions-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <DefinitionsPage />
    </Suspense>
  );
}
