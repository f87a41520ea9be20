/** What a person fills in at a task or a start; null where there is no form: then the variables themselves. */
export type FormView =
  /** A deployed or embedded form: its JSON, and the variables that it may show, as JSON too. */
  | {
      readonly kind: 'schema';
      readonly name: string;
      readonly version: number | null;
      readonly schema: string;
      readonly data: string;
    }
  /** Fields of the model (Camunda 7). */
  | { readonly kind: 'fields'; readonly fields: readonly FormFieldView[] }
  /** The model names a form that cannot be shown. */
  | { readonly kind: 'missing'; readonly name: string; readonly because: string };

export interface FormFieldView {
  readonly id: string;
  readonly label: string;
  readonly type: 'string' | 'long' | 'boolean' | 'date' | 'enum';
  /** Of dates: `dd/MM/yyyy`. */
  readonly pattern: string | null;
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  readonly min: number | null;
  /** The first number that is too large. */
  readonly max: number | null;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly isBusinessKey: boolean;
  /** What it holds to begin with. */
  readonly text: string | null;
}
