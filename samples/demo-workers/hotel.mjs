import { BusinessError, TechnicalError } from './worker-loop.mjs';

const guests = [
  'Jean Moreau',
  'Aino Virtanen',
  'Luis Ortega',
  'Mara Novak',
  'Kofi Mensah',
  'Sara Lind',
  'Yuki Mori',
  'Eva Horn',
];
const knownShare = 0.6;

/** The services behind the hotel's topics. @param {Record<string, any>} v */
export const hotelHandlers = {
  'validate-input': (v) => {
    if (!String(v.email ?? '').includes('@'))
      throw new BusinessError('INVALID_INPUT', `${v.email} is no e-mail address`);
    return { valid: true };
  },
  'search-client': (v) =>
    hash(v.email) % 100 < knownShare * 100
      ? { clientExists: true, client_id: `C-${hash(v.email)}` }
      : { clientExists: false },
  'create-client': (v) => ({ client_id: `C-${hash(v.email)}` }),
  'check-room-availability': (v) => {
    if (v.room_type === 'suite' && hash(v.email) % 2 === 0)
      throw new BusinessError('ROOM_UNAVAILABLE', 'No suite is free on these nights');
    return { roomAvailable: true, selected_room_id: `${v.room_type}-${hash(v.email) % 60}` };
  },
  'block-room': (v) => {
    if (v.property === 'Harbour')
      throw new TechnicalError('Room service of Harbour: connect ECONNREFUSED 10.20.4.17:5002');
    return { room_id: v.selected_room_id, room_blocked: true };
  },
  'create-booking': (v) => {
    if (v.rate_code === 'LEGACY')
      throw new TechnicalError('Booking service answered 503: rate code LEGACY is being migrated');
    return { booking_id: `B-${hash(v.email + v.room_id)}`, status: 'confirmed' };
  },
};

/** One reservation; `n` counts them. @param {number} n @param {string} trouble '' for none */
export function reservation(n, trouble) {
  const [first_name = '', last_name = ''] = (guests[n % guests.length] ?? '').split(' ');
  const email =
    trouble === 'email' ? `${first_name}.example.com` : `${first_name}.${last_name}.${n}@example.com`.toLowerCase();
  return {
    first_name,
    last_name,
    email,
    nights: 1 + (n % 6),
    room_type: ['single', 'double', 'double', 'suite'][n % 4],
    property: trouble === 'property' ? 'Harbour' : ['Central', 'Garden'][n % 2],
    rate_code: trouble === 'rate' ? 'LEGACY' : 'FLEX',
  };
}

/** @param {string} text */
function hash(text) {
  let value = 7;
  for (const char of text) value = (value * 31 + char.charCodeAt(0)) % 1_000_003;
  return value;
}
