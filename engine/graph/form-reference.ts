import type { Expression } from './expression.ts';

/**
 * A form that is deployed by itself, and named by a task or start event (Camunda 7's `formRef`): clients look it up.
 */
export interface FormReference {
  readonly key: Expression;
  readonly binding: 'latest' | 'deployment' | 'version';
  readonly version: Expression | null;
}

/** What such a reference comes to, whenever somebody asks. */
export interface NamedForm {
  readonly key: string;
  readonly binding: FormReference['binding'];
  readonly version: number | null;
}

/**
 * The same in Camunda 8: a task is tied to one version of the form when it comes to be, and cannot come to be without.
 */
export interface FormLink {
  readonly formId: Expression;
  readonly binding: 'latest' | 'deployment' | 'versionTag';
  /** Plain text, also where it looks like an expression. */
  readonly versionTag?: string;
}
