import { Suspense } from 'react';
import { MigratePage } from '@/components/migrate/migrate-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <Suspense><MigratePage key={key} instanceKey={key} /></Suspense>;
}
