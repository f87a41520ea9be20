import { t } from '@/components/messages/messages.ts';
import { FilterBar, type FilterBarProps } from '@/components/ui/filter-bar.tsx';
import { unknownParameters } from './unknown-parameters.ts';

type Said = 'label' | 'addLabel' | 'applyLabel' | 'removeLabel' | 'unknown' | 'values';
interface Props extends Omit<FilterBarProps, Said> {
  /** All that the page's address says. */
  readonly address: Readonly<Record<string, string>>;
  /** What it says besides filters: an order, what is open. Anything else in it is unknown here, and said. */
  readonly besides: readonly string[];
  /** The filters that are shown, where those of the address are not. */
  readonly values?: FilterBarProps['values'];
}

/** The filters of a list, in the console's words. */
export function ListFilterBar({ address, besides, values = address, ...bar }: Props) {
  return (
    <FilterBar
      {...bar}
      values={values}
      label={t('filter.label')}
      addLabel={t('filter.add')}
      applyLabel={t('filter.apply')}
      removeLabel={(field) => t('filter.remove', { field })}
      unknown={unknownParameters(address, [...bar.fields.map(({ id }) => id), ...besides])}
    />
  );
}
