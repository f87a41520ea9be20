/** A form that is deployed by itself, and named by a task or start event (Camunda 7's `formRef`): clients look it up. */
export interface FormReference {
  readonly key: string;
  readonly binding: 'latest' | 'deployment' | 'version';
  readonly version: number | null;
}
