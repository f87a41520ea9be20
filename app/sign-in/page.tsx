import { redirect } from 'next/navigation';
import { SignInCard } from '@/components/sign-in/sign-in-card.tsx';
import { offeredDemoAccounts } from '@/lib/auth/demo-accounts.ts';
import { isSetupOpen } from '@/lib/auth/setup.ts';
import { getDatabase } from '@/lib/db.ts';

export const dynamic = 'force-dynamic';

/** Only a page of ours: an address like `//elsewhere` would lead away. */
function safeNext(next: string | undefined): string { return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/'; }

export default async function Page({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { next } = await searchParams;
  const accounts = await offeredDemoAccounts(getDatabase());
  if (accounts.length === 0 && await isSetupOpen(getDatabase())) redirect('/setup');
  return <SignInCard next={safeNext(next)} demoAccounts={accounts} />;
}
