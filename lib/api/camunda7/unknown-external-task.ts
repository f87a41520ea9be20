import { type RestError, restException } from './rest-error.ts';

export const unknownTask = (id: string): RestError => restException(404, `External task with id ${id} does not exist`);
