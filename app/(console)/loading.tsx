import { PageLoading } from '@/components/frame/page-loading.tsx';

/** While the code of a page comes. */
export default function Loading() {
  return <PageLoading />;
}
