import { MAX_DEPLOYMENT_BYTES, MAX_UPLOAD_BYTES } from '../http/limits.ts';
import type { Call } from './call.ts';
import { invalidRequest, RestError, tooLarge, unsupportedMediaType } from './rest-error.ts';

/** One part of an upload; `filename` null: an ordinary field. */
export interface FormPart {
  readonly name: string;
  readonly filename: string | null;
  readonly mimeType: string;
  readonly content: Buffer;
}

/** All parts of a multipart body, up to a size in all: what is over it is not read. */
export async function readForm(call: Call): Promise<readonly FormPart[]> {
  if (!call.request.isMultipart()) throw unsupportedMediaType();
  if (Number(call.request.headers['content-length'] ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge();
  try {
    return await readParts(call);
  } catch (error) {
    // Limits and refusals have their own answers; all else that the parser throws is about what was sent.
    if (error instanceof RestError || (error instanceof Error && 'statusCode' in error)) throw error;
    throw invalidRequest('The upload cannot be read as multipart/form-data.');
  }
}

async function readParts(call: Call): Promise<readonly FormPart[]> {
  const parts: FormPart[] = [];
  let bytes = 0;
  for await (const part of call.request.parts()) {
    const content = part.type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value));
    bytes += content.byteLength;
    if (bytes > MAX_DEPLOYMENT_BYTES) throw tooLarge();
    if (part.fieldname.includes('\0'))
      throw invalidRequest('The upload contains the character U+0000, which cannot be stored.');
    parts.push({
      name: part.fieldname,
      filename: part.type === 'file' ? (part.filename ?? '') : null,
      mimeType: part.mimetype,
      content,
    });
  }
  return parts;
}
