import type { Queryable } from './connection.ts';

/** Replaces the note at an operation; null takes it away. */
export async function writeOperationAnnotation(
  connection: Queryable,
  operationId: string,
  annotation: string | null,
): Promise<void> {
  await connection.query({
    name: 'annotate operation',
    text: `insert into operation_annotation (operation_id, annotation) values ($1, $2)
      on conflict (operation_id) do update set annotation = excluded.annotation`,
    values: [operationId, annotation],
  });
}
