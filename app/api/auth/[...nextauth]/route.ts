import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { nextAuthOptions } from '@/lib/auth/next-auth-options.ts';
import { requestAddress } from '@/lib/auth/request-address.ts';
import { problem, readText } from '@/lib/console/door.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';

export const dynamic = 'force-dynamic';

/** A name and a password need no more. next-auth would read whatever comes, from anybody. */
const MAX_BODY_BYTES = 64 * 1024;

/** next-auth's own routes: sign-in, sign-out, CSRF token. Each request gets options that know where it comes from. */
async function handle(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  const body = request.method === 'POST' ? await readText(request, MAX_BODY_BYTES) : undefined;
  if (body === null)
    return problem({ code: 'tooLarge', message: `More than ${MAX_BODY_BYTES / 1024} KB cannot be sent here.` });
  const { database, engine, settings, report } = doorSurroundings();
  const options = nextAuthOptions(
    {
      database,
      settings,
      audit: (record, outcome) => engine.audit(record, outcome),
      report: (error) => report(error, 'sign-in'),
    },
    {
      address: requestAddress(request.headers),
      userAgent: request.headers.get('user-agent'),
      host: request.headers.get('host'),
    },
  );
  return NextAuth(options)(
    new NextRequest(request.url, { method: request.method, headers: request.headers, body }),
    context,
  ) as Promise<Response>;
}

export { handle as GET, handle as POST };
