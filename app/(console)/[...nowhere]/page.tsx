import { notFound } from 'next/navigation';

/** An address that there is not: the frame stays. */
export default function NowherePage(): never {
  notFound();
}
