import type { TaskTransitionView } from './instance-view.ts';
import type { FormView } from './form-view.ts';
import type { DefinitionRef, Instant, Key } from './shared.ts';
import type { VariableRow } from './variable-view.ts';

export interface TaskRow {
  readonly key: Key;
  readonly name: string;
  readonly assignee: string | null;
  /** Assigned to the person who asks. */
  readonly isMine: boolean;
  readonly dueAt: Instant | null;
  readonly followUpAt: Instant | null;
  readonly priority: number;
  readonly businessKey: string | null;
  /** null: somebody wrote it down, and no process asks for it. */
  readonly definition: DefinitionRef | null;
  readonly createdAt: Instant;
}

/** Open tasks in figures, each list most first and cut. */
export interface TaskNumbersView {
  readonly open: number;
  /** There are more than are counted, in all, without an assignee and by assignee. */
  readonly isCut: boolean;
  readonly unassigned: number;
  readonly overdue: number;
  /** There are more overdue ones than are counted, in all and by assignee. */
  readonly isOverdueCut: boolean;
  /** Tasks that groups and definitions are told of; `isNewestOnly`: there are others, which are older. */
  readonly lookedAt: number;
  readonly isNewestOnly: boolean;
  readonly oldestAt: Instant | null;
  /** By whom they are offered to; a task that is offered to several counts for each. */
  readonly groups: readonly TaskCount[];
  /** null: nobody has them. */
  readonly assignees: readonly TaskCount<string | null>[];
  readonly definitions: readonly {
    /** null: no process asks for them. */
    readonly definition: DefinitionRef | null;
    readonly open: number;
    readonly overdue: number;
  }[];
}
export interface TaskCount<Name = string> {
  readonly name: Name;
  readonly open: number;
  readonly overdue: number;
}

export interface TaskView extends TaskRow {
  readonly owner: string | null;
  /** pending: somebody does it on behalf of the owner. */
  readonly delegation: 'pending' | 'resolved' | null;
  readonly description: string | null;
  readonly elementId: string | null;
  readonly instanceKey: Key | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly endedAt: Instant | null;
  readonly outcome: 'completed' | 'canceled' | null;
  /** What its listeners are asked about now, or why they denied the last thing that was asked (Camunda 8). */
  readonly transition: TaskTransitionView | null;
  /** null: the variables are the form. */
  readonly form: FormView | null;
  /** What the task sees: the generic form. */
  readonly variables: readonly VariableRow[];
}
