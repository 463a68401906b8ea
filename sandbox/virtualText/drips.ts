const created = Date.parse('2024-02-05T18:00:00Z');

/** `GET /api/drips`: the campaigns of a user. Dates are in milliseconds since 1970. */
export const dripsOf = (uid: string) => [
  {
    id: 'c0ffee00000000000001',
    name: 'New patients',
    drips: [
      {
        name: 'Welcome',
        interval: 1,
        intervalType: 'days',
        message: 'Welcome to Brightwater Dental! Reply to this text with any question.',
        created,
      },
    ],
    created,
    updated: created,
    uid,
  },
];
