import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { MessagesPage } from '@/components/message-inbox/messages-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <MessagesPage />
    </Suspense>
  );
}
