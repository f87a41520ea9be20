import type { FormDefinition, LinkedFormQuery } from '../core/decision.ts';
import type { Pool } from '../store/connection.ts';
import { findForm } from '../store/forms.ts';

/** Answers to "which is the newest" that are kept until a deployment anywhere makes them doubtful. */
const MAX_LOOKUPS = 10_000;

/** Which version of a form a task gets, asked of the database once. */
export class FormRegistry {
  private readonly pool: Pool;
  private readonly lookups = new Map<string, Promise<FormDefinition | null>>();

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** As a user task asks, or whoever shows its form. */
  linked(query: LinkedFormQuery): Promise<FormDefinition | null> {
    const id = JSON.stringify([
      query.formId,
      query.binding,
      query.tenantId,
      query.binding === 'deployment' ? query.deploymentKey : null,
      query.version,
      query.versionTag,
    ]);
    const known = this.lookups.get(id);
    if (known) return known;
    if (this.lookups.size >= MAX_LOOKUPS) this.lookups.clear();
    const looked = this.look(query);
    this.lookups.set(id, looked);
    // What is not there yet may be there in a moment, and a failure is none for the next.
    const drop = (): void => {
      if (this.lookups.get(id) === looked) this.lookups.delete(id);
    };
    looked.then((form) => {
      if (form === null) drop();
    }, drop);
    return looked;
  }

  /** Deployed or deleted here or on another node. */
  forget(): void {
    this.lookups.clear();
  }

  private async look({
    formId,
    binding,
    deploymentKey,
    version,
    versionTag,
    tenantId,
  }: LinkedFormQuery): Promise<FormDefinition | null> {
    if (binding === 'version' && version === undefined) return null;
    const stored = await findForm(this.pool, {
      formId,
      tenantId,
      ...(binding === 'deployment' && { deploymentKey }),
      ...(binding === 'version' && version !== undefined && { version }),
      ...(binding === 'versionTag' && versionTag !== undefined && { versionTag }),
    });
    return stored && { key: stored.key, formId: stored.form_id, version: stored.version };
  }
}
