import type { VariableInput } from '@/lib/console/contract.ts';

/** What a form comes to when it is handed in. */
export type FormAnswer =
  | { readonly isValid: true; readonly variables: readonly VariableInput[] }
  | { readonly isValid: false };

/** The only place that touches form-js. */
export interface SchemaViewer {
  setReadOnly(isReadOnly: boolean): void;
  /** Validates; what is wrong is said at the fields, and the first of them gets the focus. */
  submit(): FormAnswer;
  destroy(): void;
}

/** Throws for a schema that cannot be shown. */
export async function createSchemaViewer(container: HTMLElement, schema: string, data: string): Promise<SchemaViewer> {
  const { Form } = await import('@bpmn-io/form-js-viewer');
  const form = new Form({ container });
  await form.importSchema(JSON.parse(schema), JSON.parse(data) as Record<string, unknown>);
  return {
    setReadOnly(isReadOnly) {
      form.setProperty('readOnly', isReadOnly);
    },
    submit() {
      const { data: filled, errors } = form.submit();
      if (Object.keys(errors).length === 0)
        return { isValid: true, variables: Object.entries(filled).map(([name, value]) => variableOf(name, value)) };
      container
        .querySelector<HTMLElement>('.fjs-has-errors input, .fjs-has-errors textarea, .fjs-has-errors [tabindex]')
        ?.focus();
      return { isValid: false };
    },
    destroy() {
      form.destroy();
    },
  };
}

const MAX_INTEGER = 2_147_483_647;

function variableOf(name: string, value: unknown): VariableInput {
  if (value === null || value === undefined) return { name, type: 'Null', text: null };
  switch (typeof value) {
    case 'string':
      return { name, type: 'String', text: value };
    case 'boolean':
      return { name, type: 'Boolean', text: String(value) };
    case 'number':
      return {
        name,
        type: !Number.isInteger(value) ? 'Double' : Math.abs(value) <= MAX_INTEGER ? 'Integer' : 'Long',
        text: String(value),
      };
    default:
      return { name, type: 'Json', text: JSON.stringify(value) };
  }
}
