import { Suspense } from 'react';
import { BundlePage } from '@/components/bundle/bundle-page.tsx';

export default function Page() {
  return <Suspense><BundlePage /></Suspense>;
}
