/** How a job that is a listener is called. */
export function listenerWords(listener: 'start' | 'end' | null) {
  if (listener === null) return { kind: 'BPMN_ELEMENT', listenerEventType: 'UNSPECIFIED' } as const;
  return { kind: 'EXECUTION_LISTENER', listenerEventType: listener === 'start' ? 'START' : 'END' } as const;
}

/** By the position that the engine keeps. */
export function listenerAt(position: string | null): 'start' | 'end' | null {
  return position === 'startListener' ? 'start' : position === 'endListener' ? 'end' : null;
}
