import type { FormDefinition, LinkedFormQuery } from '../../core/decision.ts';
import type { Pool } from '../../store/connection.ts';
import { findForm } from '../../store/forms.ts';
import { KeptAnswers } from '../kept-answers.ts';
import { boundQuery } from './versions-by-name.ts';

/** Which version of a form a task gets, asked of the database once. */
export class FormRegistry {
  private readonly pool: Pool;
  private readonly answers = new KeptAnswers<FormDefinition>();

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
    return this.answers.get(id, () => this.look(query));
  }

  /** Deployed or deleted here or on another node. */
  forget(): void {
    this.answers.forget();
  }

  private async look(query: LinkedFormQuery): Promise<FormDefinition | null> {
    if (query.binding === 'version' && query.version === undefined) return null;
    const stored = await findForm(this.pool, { formId: query.formId, ...boundQuery(query) });
    return stored && { key: stored.key, formId: stored.form_id, version: stored.version };
  }
}
