import type { Create, Search, SearchOrCreate, Trigger } from 'zapier-platform-core';
import { assemble } from '../../src/zapier/feature.ts';

const named = (key: string) => ({ key }) as unknown as Create & Search & SearchOrCreate & Trigger;

test('the operations of all features are found by their keys', () => {
  const fetchIt = () => Promise.resolve('');
  const calls = { triggers: [named('call_ended')], searches: [named('find_call')] };
  const faxes = {
    triggers: [named('new_fax')],
    creates: [named('send_fax')],
    searchOrCreates: [named('find_fax')],
    hydrators: { fetchIt },
  };
  expect(assemble([calls, faxes, {}])).toEqual({
    triggers: { call_ended: { key: 'call_ended' }, new_fax: { key: 'new_fax' } },
    searches: { find_call: { key: 'find_call' } },
    creates: { send_fax: { key: 'send_fax' } },
    searchOrCreates: { find_fax: { key: 'find_fax' } },
    hydrators: { fetchIt },
  });
});
