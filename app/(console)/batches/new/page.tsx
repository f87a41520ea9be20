import { Suspense } from 'react';
import { BatchNewPage } from '@/components/batches/batch-new-page.tsx';

export default function Page() { return <Suspense><BatchNewPage /></Suspense>; }
