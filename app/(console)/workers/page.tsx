import { Suspense } from 'react';
import { WorkersPage } from '@/components/workers/workers-page.tsx';

export default function Page() { return <Suspense><WorkersPage /></Suspense>; }
