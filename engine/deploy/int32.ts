export const LEAST_INT32 = -(2 ** 31);
export const MOST_INT32 = 2 ** 31 - 1;

/** Whether a text writes a whole number of 32 bits, as priorities of both notations have to be. */
export const isInt32 = (text: string): boolean =>
  /^[+-]?\d+$/.test(text) && Number(text) >= LEAST_INT32 && Number(text) <= MOST_INT32;
