import { Suspense } from 'react';
import { RestartPage } from '@/components/restart/restart-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <Suspense><RestartPage key={key} instanceKey={key} /></Suspense>;
}
