import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { DefinitionPage } from '@/components/definitions/definition-page.tsx';

export default async function Page({ params }: { params: Promise<{ process: string; version: string }> }) {
  const { process, version } = await params;
  return (
    <Suspense fallback={<PageLoading />}>
      <DefinitionPage process={decodeURIComponent(process)} version={version} />
    </Suspense>
  );
}
