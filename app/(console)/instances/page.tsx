import { Suspense } from 'react';
import { InstancesPage } from '@/components/instances/instances-page.tsx';

export default function Page() {
  return <Suspense><InstancesPage /></Suspense>;
}
