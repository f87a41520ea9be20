import { Suspense } from 'react';
import { DefinitionsPage } from '@/components/definitions/definitions-page.tsx';

export default function Page() {
  return <Suspense><DefinitionsPage /></Suspense>;
}
