import { Suspense } from 'react';
import { JobsPage } from '@/components/jobs/jobs-page.tsx';

export default function Page() { return <Suspense><JobsPage /></Suspense>; }
