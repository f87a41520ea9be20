import type { incidentMessages } from '@/components/messages/en-incidents.ts';
import { t } from '@/components/messages/messages.ts';

type Kind = keyof typeof incidentMessages extends infer Key
  ? Key extends `incidentType.${infer Each}`
    ? Each
    : never
  : never;
/** Ends of the keys of their word and their advice. */
const KINDS: Readonly<Record<string, Kind>> = {
  failedJob: 'job',
  failedExternalTask: 'externalTask',
  JOB_NO_RETRIES: 'noRetries',
  EXECUTION_LISTENER_NO_RETRIES: 'listener',
  TASK_LISTENER_NO_RETRIES: 'taskListener',
  AD_HOC_SUB_PROCESS_NO_RETRIES: 'adHoc',
  IO_MAPPING_ERROR: 'mapping',
  CONDITION_ERROR: 'condition',
  EXTRACT_VALUE_ERROR: 'expression',
  CALLED_ELEMENT_ERROR: 'called',
  UNHANDLED_ERROR_EVENT: 'uncaught',
  MESSAGE_SIZE_EXCEEDED: 'size',
  CALLED_DECISION_ERROR: 'noDecision',
  DECISION_EVALUATION_ERROR: 'decision',
  FORM_NOT_FOUND: 'form',
  STEP_LIMIT_EXCEEDED: 'loop',
};
/** The engine's own types, for a choice. */
export const INCIDENT_TYPES: readonly string[] = Object.keys(KINDS);

/** What went wrong, in an operator's words; a type that somebody reported is that person's own word. */
export function incidentTypeWord(type: string): string {
  const kind = KINDS[type];
  return kind === undefined ? type : t(`incidentType.${kind}`);
}

/** What a type means and what mends it mostly; nothing of a type that somebody reported. */
export function IncidentAdvice({ type }: { type: string }) {
  const kind = KINDS[type];
  return kind === undefined ? null : <p className="text-12 text-ink-2">{t(`incidentAdvice.${kind}`)}</p>;
}

/** The word, with the type as APIs and filters have it for whoever looks closer. */
export function IncidentTypeWord({ type }: { type: string }) {
  return <span title={type}>{incidentTypeWord(type)}</span>;
}
