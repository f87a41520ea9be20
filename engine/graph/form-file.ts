/** A file that is a form: what a version of it is known by. Its fields are its renderer's matter. */
export interface FormFile {
  readonly formId: string;
  readonly versionTag: string | null;
}
