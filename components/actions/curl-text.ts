import type { RestCall } from '@/lib/console/contract.ts';

/** For a shell: nothing inside single quotes means anything but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A call as curl makes it. Where the server is and who asks stay the reader's: no secret is written down. */
export function curlText({ method, path, body }: RestCall): string {
  return [
    `curl -X ${method} "$WHEELHOUSE_API"${quoted(path)}`,
    '-H "Authorization: $AUTHORIZATION"',
    ...(body === undefined ? [] : ["-H 'content-type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
  ].join(' \\\n  ');
}
