import type { DeploymentProblem } from '../../engine.ts';
import type { DecisionGraph } from '../../graph/decision.ts';
import type { SourcePlace } from '../../graph/element.ts';
import type { FormFile } from '../../graph/form-file.ts';
import type { ProcessGraph } from '../../graph/process-graph.ts';

interface FileWithIds {
  readonly name: string;
  readonly graphs: readonly ProcessGraph[];
  readonly decisions: DecisionGraph | null;
  readonly form: FormFile | null;
}
interface NamedThing {
  readonly id: string;
  readonly place?: SourcePlace;
  readonly language?: DeploymentProblem['language'];
}

/** What stands in two files of a deployment could not be told apart: one problem for each pair of files and kind. */
export function duplicateIds(resources: readonly FileWithIds[]): DeploymentProblem[] {
  const seen = new Map<string, string>();
  const told = new Set<string>();
  return resources.flatMap((resource) =>
    namedThings(resource).flatMap(({ id, place, language }) => {
      const { name } = resource;
      const other = seen.get(`${language} ${id}`);
      seen.set(`${language} ${id}`, other ?? name);
      if (other === undefined || other === name || told.has(`${language} ${other} ${name}`)) return [];
      told.add(`${language} ${other} ${name}`);
      return [
        {
          resource: name,
          message: `The id '${id}' is also in '${other}'.`,
          line: place?.line ?? null,
          column: place?.column ?? null,
          elementId: id,
          otherResource: other,
          severity: 'error' as const,
          kind: 'duplicate' as const,
          ...(language && { language }),
        },
      ];
    }),
  );
}

function namedThings({ graphs, decisions, form }: FileWithIds): readonly NamedThing[] {
  const ofFile: readonly NamedThing[] =
    decisions?.semantics.dialect === 'camunda8' ? [{ id: decisions.requirementsId, language: 'requirements' }] : [];
  return [
    ...graphs.map(({ processId }) => ({ id: processId })),
    ...ofFile,
    ...[...(decisions?.decisions.values() ?? [])].map(({ id, place }) => ({
      id,
      place,
      language: 'decisions' as const,
    })),
    ...(form ? [{ id: form.formId, language: 'forms' as const }] : []),
  ];
}
