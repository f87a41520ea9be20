import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';

const WORDS: Readonly<Record<string, MessageKey>> = {
  failedJob: 'incidentType.job',
  failedExternalTask: 'incidentType.externalTask',
  JOB_NO_RETRIES: 'incidentType.noRetries',
  EXECUTION_LISTENER_NO_RETRIES: 'incidentType.listener',
  TASK_LISTENER_NO_RETRIES: 'incidentType.taskListener',
  AD_HOC_SUB_PROCESS_NO_RETRIES: 'incidentType.adHoc',
  IO_MAPPING_ERROR: 'incidentType.mapping',
  CONDITION_ERROR: 'incidentType.condition',
  EXTRACT_VALUE_ERROR: 'incidentType.expression',
  CALLED_ELEMENT_ERROR: 'incidentType.called',
  UNHANDLED_ERROR_EVENT: 'incidentType.uncaught',
  MESSAGE_SIZE_EXCEEDED: 'incidentType.size',
  CALLED_DECISION_ERROR: 'incidentType.noDecision',
  DECISION_EVALUATION_ERROR: 'incidentType.decision',
  FORM_NOT_FOUND: 'incidentType.form',
  STEP_LIMIT_EXCEEDED: 'incidentType.loop',
};
/** The engine's own types, for a choice. */
export const INCIDENT_TYPES: readonly string[] = Object.keys(WORDS);

/** What went wrong, in an operator's words; a type that somebody reported is that person's own word. */
export function incidentTypeWord(type: string): string {
  const word = WORDS[type];
  return word === undefined ? type : t(word);
}

/** The word, with the type as APIs and filters have it for whoever looks closer. */
export function IncidentTypeWord({ type }: { type: string }) {
  return <span title={type}>{incidentTypeWord(type)}</span>;
}
