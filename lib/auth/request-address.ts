/**
 * Where a request comes from. The server in front of the routes writes the peer's address at the end of
 * `x-forwarded-for`; what stands before it was said by the client and is not believed.
 */
export function requestAddress(headers: Headers): string {
  const forwarded = headers.get('x-forwarded-for');
  const last = forwarded?.split(',').at(-1)?.trim();
  return last === undefined || last === '' ? 'unknown' : last.slice(0, 64);
}
