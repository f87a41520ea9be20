import { Suspense } from 'react';
import { TasksPage } from '@/components/tasks/tasks-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return <Suspense><TasksPage taskKey={key} /></Suspense>;
}
