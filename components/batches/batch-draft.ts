import { fromLocalInput } from '@/components/actions/local-time.ts';
import { retriesOf } from '@/components/actions/retries-field.tsx';
import { isWritten, type ValueDraft, writtenValues } from '@/components/actions/variable-drafts.tsx';
import { valueProblem } from '@/components/actions/variable-types.ts';
import type { BatchAction } from '@/lib/console/contract.ts';

/** What is said in the dialog itself; modifying and migrating many are drawn on a page of their own. */
export type DialogKind = Exclude<BatchAction['kind'], 'modify' | 'migrate'>;

/** All that the forms of the kinds ask for; each reads what it needs. */
export interface BatchDraft {
  readonly retries: string;
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly dueAt: string;
  readonly priority: string;
  readonly message: string;
  readonly assignee: string;
  readonly followUpAt: string;
  readonly users: string;
  readonly groups: string;
  readonly errorCode: string;
  readonly variables: readonly ValueDraft[];
  readonly skipsListeners: boolean;
  readonly skipsMappings: boolean;
  readonly definitionKey: string;
  readonly elementId: string;
  readonly position: 'before' | 'after';
  readonly from: 'last' | 'initial';
  readonly keepsBusinessKey: boolean;
}

export const EMPTY_DRAFT: BatchDraft = {
  retries: '1',
  name: '',
  type: 'String',
  text: '',
  dueAt: '',
  priority: '50',
  message: '',
  assignee: '',
  followUpAt: '',
  users: '',
  groups: '',
  errorCode: '',
  variables: [],
  skipsListeners: false,
  skipsMappings: false,
  definitionKey: '',
  elementId: '',
  position: 'before',
  from: 'last',
  keepsBusinessKey: true,
};

/** What is done; null: something is missing. */
export function actionOf(kind: DialogKind, draft: BatchDraft): BatchAction | null {
  const skips = { skipsListeners: draft.skipsListeners, skipsMappings: draft.skipsMappings };
  switch (kind) {
    case 'retry':
    case 'setRetries': {
      const retries = retriesOf(draft.retries);
      return retries === null ? null : { kind, retries };
    }
    case 'setVariable':
      return draft.name.trim() !== '' && valueProblem(draft.type, draft.text) === null
        ? { kind, name: draft.name.trim(), type: draft.type, text: draft.type === 'Null' ? null : draft.text }
        : null;
    case 'removeVariable':
      return draft.name.trim() === '' ? null : { kind, name: draft.name.trim() };
    case 'setDueDate': {
      const dueAt = fromLocalInput(draft.dueAt);
      return dueAt === null ? null : { kind, dueAt };
    }
    case 'setPriority':
      return /^-?\d{1,9}$/.test(draft.priority) ? { kind, priority: Number(draft.priority) } : null;
    case 'correlate':
      return draft.message.trim() === '' || !isWritten(draft.variables)
        ? null
        : { kind, name: draft.message.trim(), variables: writtenValues(draft.variables) };
    case 'completeWork':
    case 'completeTasks':
      return isWritten(draft.variables) ? { kind, variables: writtenValues(draft.variables) } : null;
    case 'failWork':
      return draft.message.trim() === '' ? null : { kind, message: draft.message.trim() };
    case 'throwError':
      return draft.errorCode.trim() === ''
        ? null
        : { kind, code: draft.errorCode.trim(), ...(draft.message.trim() !== '' && { message: draft.message.trim() }) };
    case 'assignTasks':
      return { kind, assignee: draft.assignee.trim() === '' ? null : draft.assignee.trim() };
    case 'setTaskDates':
      return { kind, dueAt: fromLocalInput(draft.dueAt), followUpAt: fromLocalInput(draft.followUpAt) };
    case 'setTaskPriority':
      return /^-?\d{1,9}$/.test(draft.priority) ? { kind, priority: Number(draft.priority) } : null;
    case 'setTaskCandidates':
      return { kind, users: listed(draft.users), groups: listed(draft.groups) };
    case 'cancel':
      return { kind, ...skips };
    case 'restart':
      return draft.definitionKey === '' || draft.elementId === '' || !isWritten(draft.variables)
        ? null
        : {
            kind,
            definitionKey: draft.definitionKey,
            starts: [{ kind: draft.position, elementId: draft.elementId }],
            variables: draft.from,
            changed: writtenValues(draft.variables),
            keepsBusinessKey: draft.keepsBusinessKey,
            ...skips,
          };
    default:
      return { kind };
  }
}

/** Written with commas between them. */
const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
