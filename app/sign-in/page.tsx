import { redirect } from 'next/navigation';
import { SignInCard } from '@/components/sign-in/sign-in-card.tsx';
import { offeredDemoAccounts } from '@/lib/auth/demo-accounts.ts';
import { pageOfOurs } from '@/lib/auth/page-of-ours.ts';
import { isSetupOpen } from '@/lib/auth/setup.ts';
import { getDatabase } from '@/lib/db.ts';

export const dynamic = 'force-dynamic';

export default async function Page({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams;
  const accounts = await offeredDemoAccounts(getDatabase());
  if (accounts.length === 0 && (await isSetupOpen(getDatabase()))) redirect('/setup');
  return <SignInCard next={pageOfOurs(next)} demoAccounts={accounts} />;
}
