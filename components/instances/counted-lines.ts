/** Bytes of UTF-8. */
const NEW_LINE = 10;
const QUOTE = 34;

/** Reads a CSV file and counts its lines without the head; a break inside quotes is no line. */
export async function countedLines(
  body: ReadableStream<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<{ file: Blob; rows: number }> {
  const chunks: BlobPart[] = [];
  let lines = 0;
  let isQuoted = false;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for (const byte of next.value) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === NEW_LINE && !isQuoted) lines += 1;
    }
    chunks.push(new Uint8Array(next.value));
    onRows(Math.max(0, lines - 1));
  }
  return { file: new Blob(chunks, { type: 'text/csv' }), rows: Math.max(0, lines - 1) };
}
