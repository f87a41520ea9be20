import { Suspense } from 'react';
import { BatchPage } from '@/components/batches/batch-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <Suspense><BatchPage key={key} batchKey={key} /></Suspense>;
}
