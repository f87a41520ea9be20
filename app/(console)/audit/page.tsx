import { Suspense } from 'react';
import { AuditPage } from '@/components/audit/audit-page.tsx';

export default function Page() {
  return <Suspense><AuditPage /></Suspense>;
}
