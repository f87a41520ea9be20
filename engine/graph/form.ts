import type { DelegateCall } from './code.ts';
import type { Expression } from './expression.ts';

/**
 * What a person fills in at a start event or user task (Camunda 7): its fields are checked and converted as they are
 * submitted.
 */
export interface Form {
  readonly fields: readonly FormField[];
  /** The older notation, `camunda:formProperty`. */
  readonly properties: readonly FormProperty[];
}

export type FormType =
  | { readonly kind: 'string' | 'long' | 'boolean' }
  | { readonly kind: 'date'; readonly pattern: string }
  | { readonly kind: 'enum'; readonly choices: readonly FormChoice[] };
export interface FormChoice {
  readonly id: string;
  readonly name: string | null;
}

export interface FormField {
  readonly id: string;
  readonly label?: Expression;
  readonly type: FormType;
  readonly defaultValue?: Expression;
  readonly properties: Readonly<Record<string, string>>;
  /** In the order in which they are asked. */
  readonly constraints: readonly (FormConstraint | FormValidator)[];
  /** It holds the business key: what is submitted for it is kept as it came. */
  readonly isBusinessKey: boolean;
}

export type FormConstraintName = 'required' | 'readonly' | 'minlength' | 'maxlength' | 'min' | 'max';
export interface FormConstraint {
  readonly name: FormConstraintName;
  readonly config: string | null;
}
/** A constraint of the host's: its delegate says whether a value may be. */
export interface FormValidator {
  readonly name: 'validator';
  /** As the model writes it, for people. */
  readonly config: string;
  readonly delegate: DelegateCall;
}

export interface AssignedVariable {
  readonly variableName: string;
  /** The way from the variable to what takes the value; empty: the variable itself. */
  readonly members: readonly string[];
  /** The expression as it stands. */
  readonly text: string;
}

export interface FormProperty {
  readonly id: string;
  readonly name?: string;
  /** Undefined: a value is kept as it came. */
  readonly type?: FormType;
  readonly isRequired: boolean;
  readonly isWritable: boolean;
  readonly isReadable: boolean;
  /** The variable that takes the value instead of one with the id of the property. */
  readonly variableName?: string;
  /** `#{variable}` or `#{variable.member}`: takes the value where no name is given, and has to be there already. */
  readonly assigned?: AssignedVariable;
  readonly defaultValue?: Expression;
}
