import type { ReactNode } from 'react';
import { Frame } from '@/components/frame/frame.tsx';

/** Every page behind the door. */
export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}
