import { documentChange, confirmedDocument } from '../../src/fields/documentChange.ts';

test('a change holds what was filled in, however deep', () => {
  expect(
    documentChange({
      name: 'Lobby',
      enabled: null,
      call_forward: { enabled: false, number: null },
      media: { audio: {} },
    }),
  ).toEqual({ name: 'Lobby', call_forward: { enabled: false } });
});

test('a change of nothing stops the step', () => {
  expect(() => documentChange({ name: null, call_forward: { number: null } })).toThrow(
    "There's nothing to change. Fill in at least one more field.",
  );
});

test('a change is confirmed by the document, and by nothing else', () => {
  expect(confirmedDocument({ id: 'd1', name: 'Lobby' }, 'the change')).toEqual({ id: 'd1', name: 'Lobby' });
  expect(() => confirmedDocument({ name: 'Lobby' }, 'the change')).toThrow(
    "VirtualPBX didn't confirm the change. Check Dash before you run this step again.",
  );
});
