/**
 * How Camunda 8 calls a job by the place that the engine keeps for it: the element's own work, or something beside it.
 */
const WORDS: Readonly<Record<string, { readonly kind: string; readonly listenerEventType: string }>> = {
  startListener: { kind: 'EXECUTION_LISTENER', listenerEventType: 'START' },
  endListener: { kind: 'EXECUTION_LISTENER', listenerEventType: 'END' },
  creatingListener: { kind: 'TASK_LISTENER', listenerEventType: 'CREATING' },
  assigningListener: { kind: 'TASK_LISTENER', listenerEventType: 'ASSIGNING' },
  updatingListener: { kind: 'TASK_LISTENER', listenerEventType: 'UPDATING' },
  completingListener: { kind: 'TASK_LISTENER', listenerEventType: 'COMPLETING' },
  cancelingListener: { kind: 'TASK_LISTENER', listenerEventType: 'CANCELING' },
  adHocSubProcess: { kind: 'AD_HOC_SUB_PROCESS', listenerEventType: 'UNSPECIFIED' },
};
const OWN_WORK = { kind: 'BPMN_ELEMENT', listenerEventType: 'UNSPECIFIED' };

export const jobWords = (position: string | null): { readonly kind: string; readonly listenerEventType: string } =>
  position === null ? OWN_WORK : (WORDS[position] ?? OWN_WORK);

/** The places whose jobs have such a word. */
export function positionsWith(name: 'kind' | 'listenerEventType', value: string): readonly string[] {
  return Object.entries(WORDS).flatMap(([position, words]) => (words[name] === value ? [position] : []));
}
