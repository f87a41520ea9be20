/** Pieces are put together up to this before they are sent. */
const CHUNK_CHARACTERS = 64 * 1024;

/** A download whose text is made while it is read: nothing is held but the piece being written. */
export function fileResponse(
  pieces: AsyncGenerator<string>,
  file: { readonly name: string; readonly type: string },
): Response {
  return new Response(streamOf(pieces), {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      let chunk = '';
      while (chunk.length < CHUNK_CHARACTERS) {
        const next = await pieces.next();
        if (next.done === true) {
          if (chunk !== '') controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += next.value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
