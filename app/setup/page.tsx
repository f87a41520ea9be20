import { redirect } from 'next/navigation';
import { SetupCard } from '@/components/sign-in/setup-card.tsx';
import { isSetupOpen } from '@/lib/auth/setup.ts';
import { getDatabase } from '@/lib/db.ts';

export const dynamic = 'force-dynamic';

export default async function Page() {
  if (!(await isSetupOpen(getDatabase()))) redirect('/sign-in');
  return <SetupCard />;
}
