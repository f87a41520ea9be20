/** The message, and below it the stack trace; the trace alone where it says the message itself. */
export function wholeError(message: string, trace: string | null): string {
  if (trace === null) return message;
  return trace.includes(message) ? trace : `${message}\n${trace}`;
}
