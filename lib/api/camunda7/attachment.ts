/**
 * Headers of an answer that is a file to be kept. Quotes, line breaks and what is not ASCII may not stand in the plain
 * form of the name; the other form holds every character. A browser must not guess another type from the content.
 */
export function attachment(filename: string): Readonly<Record<string, string>> {
  const plain = filename.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return { 'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(filename)}`, ...NO_SNIFFING };
}

export const NO_SNIFFING: Readonly<Record<string, string>> = { 'x-content-type-options': 'nosniff' };
