/**
 * Where a request comes from: `scripts/forwarded-for.mjs` sees to it that the last address of `x-forwarded-for` is the
 * peer's, or the one that a proxy of ours has added. What stands before it was said by the client and is not believed.
 */
export function requestAddress(headers: Headers): string {
  const forwarded = headers.get('x-forwarded-for');
  const last = forwarded?.split(',').at(-1)?.trim();
  return last === undefined || last === '' ? 'unknown' : last.slice(0, 64);
}
