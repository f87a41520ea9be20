import { Suspense } from 'react';
import { HomePage } from '@/components/overview/home-page.tsx';

export default function Page() {
  return <Suspense><HomePage /></Suspense>;
}
