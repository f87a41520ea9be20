/** No page of the console has it: whoever asks for what cannot be read gets the page that says so. */
const NOWHERE = '/unreadable-address';

/**
 * What Next is to serve for an address. One that nobody can decode, half of an escaped character say, would end there as
 * a bare error without the frame.
 * @param {string | undefined} url
 * @returns {string}
 */
export function readableAddress(url = '/') {
  const [path = '/'] = url.split('?');
  try {
    decodeURI(path);
    return url;
  } catch {
    return NOWHERE;
  }
}
