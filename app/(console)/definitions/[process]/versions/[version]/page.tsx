import { Suspense } from 'react';
import { DefinitionPage } from '@/components/definitions/definition-page.tsx';

export default async function Page({ params }: { params: Promise<{ process: string; version: string }> }) {
  const { process, version } = await params;
  return <Suspense><DefinitionPage process={decodeURIComponent(process)} version={version} /></Suspense>;
}
