/**
 * What the diagram shows instead of the whole model: the inside of a collapsed sub-process, a called instance, or a
 * sub-process of that.
 */
export interface DiagramRoot {
  readonly instanceKey: string | null;
  readonly elementId: string | null;
}

const CALLED = /^(\d{1,18})(?:\.(.+))?$/;

/** As it stands in the address. No element's id begins with a digit, and every key does. */
export function readRoot(text: string | undefined): DiagramRoot {
  const [, instanceKey, elementId] = CALLED.exec(text ?? '') ?? [];
  return instanceKey === undefined
    ? { instanceKey: null, elementId: text === undefined || text === '' ? null : text }
    : { instanceKey, elementId: elementId ?? null };
}

export function writeRoot({ instanceKey, elementId }: DiagramRoot): string | null {
  if (instanceKey === null) return elementId;
  return elementId === null ? instanceKey : `${instanceKey}.${elementId}`;
}
