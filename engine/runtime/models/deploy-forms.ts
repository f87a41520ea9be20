import type { Key } from '../../core/state.ts';
import type { FormRow } from '../../engine.ts';
import type { FormFile } from '../../graph/form-file.ts';
import type { Queryable } from '../../store/connection.ts';
import type { StoredDeployment } from '../../store/definitions.ts';
import { lockNameOf } from '../../store/deployment-locks.ts';
import * as store from '../../store/forms.ts';

export type DeployedForm = FormRow & { readonly isNew: boolean };

/** A file of a deployment as far as it is a form. */
export interface FormResource {
  readonly key: Key;
  readonly name: string;
  readonly checksum: string;
  readonly form: FormFile | null;
}

/** Names for the lock under which versions are counted. */
export const formLocks = (resources: readonly FormResource[]): string[] =>
  resources.flatMap(({ form }) => (form ? [lockNameOf.form(form.formId)] : []));

/** Whether the newest version is this very file. */
export async function isFormUnchanged(
  connection: Queryable,
  resource: FormResource,
  tenantId: string | null,
): Promise<boolean> {
  return resource.form === null || (await unchanged(connection, resource, resource.form, tenantId)) !== null;
}

async function unchanged(
  connection: Queryable,
  { name, checksum }: FormResource,
  { formId }: FormFile,
  tenantId: string | null,
): Promise<store.StoredForm | null> {
  const latest = await store.findForm(connection, { formId, tenantId });
  return latest?.checksum === checksum && latest.resource_name === name ? latest : null;
}

/** Writes the form of one file; `reuses`: the newest version is this file already (Camunda 8). */
export async function writeForm(
  connection: Queryable,
  deployment: StoredDeployment,
  resource: FormResource,
  parts: { readonly newKey: () => Key; readonly reuses: boolean; readonly dialect: store.NewForm['dialect'] },
): Promise<readonly DeployedForm[]> {
  const { form } = resource;
  if (!form) return [];
  const same = parts.reuses ? await unchanged(connection, resource, form, deployment.tenant_id) : null;
  if (same) return [{ ...rowOf(same), isNew: false }];
  const row = {
    key: parts.newKey(),
    deploymentKey: deployment.key,
    resourceKey: resource.key,
    ...form,
    dialect: parts.dialect,
    tenantId: deployment.tenant_id,
    deployedAt: deployment.deployed_at,
  };
  const version = await store.insertForm(connection, row);
  return [
    {
      key: row.key,
      ...form,
      version,
      resourceName: resource.name,
      deploymentKey: deployment.key,
      tenantId: deployment.tenant_id,
      isNew: true,
    },
  ];
}

/** What a former deployment made. */
export async function formsOfFormer(connection: Queryable, deploymentKey: Key): Promise<readonly DeployedForm[]> {
  return (await store.formsOfDeployment(connection, deploymentKey)).map((stored) => ({
    ...rowOf(stored),
    isNew: false,
  }));
}

const rowOf = (f: store.StoredForm): FormRow => ({
  key: f.key,
  formId: f.form_id,
  version: f.version,
  versionTag: f.version_tag,
  resourceName: f.resource_name,
  deploymentKey: f.deployment_key,
  tenantId: f.tenant_id,
});
