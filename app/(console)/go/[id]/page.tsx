import { GoPage } from '@/components/frame/go-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <GoPage text={decodeURIComponent(id)} />;
}
