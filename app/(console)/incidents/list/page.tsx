import { Suspense } from 'react';
import { IncidentListPage } from '@/components/incidents/incident-list-page.tsx';

export default function Page() {
  return <Suspense><IncidentListPage /></Suspense>;
}
