import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { TasksPage } from '@/components/tasks/tasks-page.tsx';

export default async function Page({ params }: { params: Promise<{ key: string }> }) {
  const { key } = await params;
  return (
    <Suspense fallback={<PageLoading />}>
      <TasksPage taskKey={key} />
    </Suspense>
  );
}
