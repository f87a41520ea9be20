import { Suspense } from 'react';
import { PageLoading } from '@/components/frame/page-loading.tsx';
import { AuditPage } from '@/components/audit/audit-page.tsx';

export default function Page() {
  return (
    <Suspense fallback={<PageLoading />}>
      <AuditPage />
    </Suspense>
  );
}
