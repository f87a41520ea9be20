import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/auth/next-auth-options.ts';
import { requestAddress } from '@/lib/auth/request-address.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

/** next-auth's own routes: sign-in, sign-out, CSRF token. Each request gets options that know where it comes from. */
async function handle(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const { database, engine, settings, report } = doorSurroundings();
  const options = nextAuthOptions(
    { database, settings, audit: (record, outcome) => engine.audit(record, outcome), report: (error) => report(error, 'sign-in') },
    { address: requestAddress(request.headers), userAgent: request.headers.get('user-agent'), host: request.headers.get('host') },
  );
  return NextAuth(options)(request, context) as Promise<Response>;
}

export { handle as GET, handle as POST };
