import { Suspense } from 'react';
import { ModifyPage } from '@/components/modify/modify-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <Suspense><ModifyPage key={key} instanceKey={key} /></Suspense>;
}
