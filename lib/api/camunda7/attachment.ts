/**
 * Headers of an answer that is a file to be kept. Quotes, line breaks and what is not ASCII may not stand in the plain
 * form of the name; the other form holds every character. A browser must not guess another type from the content.
 */
export function attachment(filename: string): Readonly<Record<string, string>> {
  const plain = filename.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return {
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
    ...NO_SNIFFING,
  };
}

/** RFC 9110, 8.3: type and subtype, then parameters. */
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(\s*;[\x20-\x7e]*)?$/;
const CHARSET = /^[\w.:+-]+$/;
const BYTES = 'application/octet-stream';

/**
 * What a client has said of its file, as a header; bytes where it has said no type, or one that is no header's value.
 */
export function contentTypeOf(mimeType: string = BYTES, encoding?: string): string {
  if (!MEDIA_TYPE.test(mimeType) || (encoding !== undefined && !CHARSET.test(encoding))) return BYTES;
  return encoding === undefined ? mimeType : `${mimeType};charset=${encoding}`;
}

export const NO_SNIFFING: Readonly<Record<string, string>> = { 'x-content-type-options': 'nosniff' };
