import type { ReactNode } from 'react';
import type { OperationName, OperationParameters, OperationRequest, OperationResult } from '@/lib/console/contract.ts';

export interface ActionDialogProps<N extends OperationName> {
  readonly operation: N;
  /** Verb and object. */
  readonly title: string;
  readonly where: string;
  readonly confirmLabel: string;
  /** null: the form is not complete yet. undefined: somebody writes in it, what it comes to is not said yet. */
  readonly parameters: OperationParameters<N> | null | undefined;
  /** Takes back what this audit entry says; it says the parameters. */
  readonly undoes?: number;
  /**
   * After a conflict the person wants to go on with what is there now: what the form is bound to is to be read again.
   */
  readonly onApply?: () => void;
  /** The version of the instance that the person saw. */
  readonly expectedVersion?: number;
  readonly form?: ReactNode;
  /** After it was done: how it went on, read anew until that is certain. */
  readonly outcome?: (result: OperationResult) => ReactNode;
  /** Runs it another way than by the operations' door: a file is its answer, say. */
  readonly run?: (request: Omit<OperationRequest<N>, 'mode'>) => Promise<OperationResult>;
  /** Where the log of it stands. */
  readonly auditTarget?: string;
  /** The same for what belongs to no instance: the key of what it is about. */
  readonly auditObject?: string;
  readonly onClose: () => void;
}

/**
 * The dialog of all operations, handed to what it shows itself: what was done can be taken back, which is an operation
 * again.
 */
export type AnyActionDialog = (props: ActionDialogProps<OperationName>) => ReactNode;
