/**
 * What `x-forwarded-for` is to say before Next sees the request. Next itself adds the peer's address only where the
 * header is missing: without a proxy anybody could say to be anybody, in the audit log and before the limit of
 * sign-ins.
 * @param {{ headers: import('node:http').IncomingHttpHeaders, socket: { remoteAddress?: string } }} request
 * @param {boolean} isBehindProxy a proxy stands before the console and adds who has asked it
 * @returns {string}
 */
export function forwardedFor({ headers, socket }, isBehindProxy) {
  const said = headers['x-forwarded-for'];
  if (isBehindProxy && said !== undefined && said !== '') return String(said);
  return socket.remoteAddress ?? 'unknown';
}
