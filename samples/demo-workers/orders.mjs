import { TechnicalError } from './worker-loop.mjs';

const currencies = [
  ['EUR', 1.0],
  ['USD', 0.92],
  ['GBP', 1.17],
  ['SEK', 0.09],
];
const dayMs = 86_400_000;

/** The topics of the order fulfilment. @param {Record<string, any>} v */
export const orderHandlers = {
  'stock-reserve': (v) => ({ reservationId: `R-${v.paymentCommandId}` }),
  'payment-charge': (v) => {
    if (v.provider === 'slowpay') throw new TechnicalError('Payment provider slowpay did not answer within 5000 ms');
    return { paymentReference: `P-${v.paymentCommandId}` };
  },
  'shipment-book': () => ({ carrier: 'Nordpost' }),
  'mail-send': () => ({ notified: true }),
  'stock-release': () => ({ released: true }),
};

/**
 * One order. Without an exchange rate the amount to charge cannot be computed; a review may have been due for days.
 * @param {number} n @param {string} trouble '' for none
 */
export function order(n, trouble) {
  const [currency, exchangeRate] = currencies[n % currencies.length] ?? ['EUR', 1];
  const variables = {
    amount: 20 + ((n * 37) % 480),
    currency,
    exchangeRate: Number(exchangeRate) + 0.000_1,
    paymentCommandId: `pc-${n}`,
    provider: trouble === 'provider' ? 'slowpay' : 'swiftpay',
    reviewDueDate: new Date(Date.now() + ((n % 7) - 4) * dayMs),
  };
  if (trouble !== 'rate') return variables;
  const { exchangeRate: _missing, ...without } = variables;
  return without;
}
