import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { TasksPage } from '@/components/tasks/tasks-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <TasksPage taskKey={null} />
    </Suspense>
  );
}
