import type { Metadata } from 'next';
import Script from 'next/script';
import type { ReactNode } from 'react';
import { Providers } from '@/components/data/query-provider.tsx';
import { THEME_SCRIPT } from '@/components/frame/theme.ts';
import './globals.css';

export const metadata: Metadata = { title: 'Wheelhouse', description: 'Operations console for BPMN processes' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <Script id="theme" strategy="beforeInteractive">{THEME_SCRIPT}</Script>
      </head>
      <body><Providers>{children}</Providers></body>
    </html>
  );
}
