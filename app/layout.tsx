import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import Script from 'next/script';
import type { ReactNode } from 'react';
import { Providers } from '@/components/data/query-provider.tsx';
import { THEME_COOKIE, THEME_SCRIPT } from '@/components/frame/theme.ts';
import './globals.css';

export const metadata: Metadata = { title: 'Wheelhouse', description: 'Operations console for BPMN processes' };

/** Each page is rendered for its request: the policy of scripts carries a nonce that is new each time. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
  const theme = (await cookies()).get(THEME_COOKIE)?.value;
  return (
    <html lang="en" data-theme={theme === 'dark' ? 'dark' : 'light'} suppressHydrationWarning>
      <body>
        <Script id="theme" strategy="beforeInteractive" nonce={nonce}>
          {THEME_SCRIPT}
        </Script>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
