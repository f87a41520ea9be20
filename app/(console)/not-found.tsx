import { NowherePage } from '@/components/frame/nowhere-page.tsx';

export default function NotFound() {
  return <NowherePage />;
}
