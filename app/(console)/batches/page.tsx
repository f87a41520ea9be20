import { Suspense } from 'react';
import { BatchesPage } from '@/components/batches/batches-page.tsx';

export default function Page() { return <Suspense><BatchesPage /></Suspense>; }
