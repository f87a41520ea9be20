import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { TopicPage } from '@/components/workers/topic-page.tsx';

export default async function Page({ params }: { params: Promise<{ topic: string }> }) {
  const topic = decodeURIComponent((await params).topic);
  return (
    <Suspense fallback={<PageLoading />}>
      <TopicPage key={topic} topic={topic} />
    </Suspense>
  );
}
