import { Suspense } from 'react';
import { InstancePage } from '@/components/instance/instance-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <Suspense><InstancePage key={key} instanceKey={key} /></Suspense>;
}
