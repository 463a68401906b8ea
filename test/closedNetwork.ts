import nock from 'nock';

/** Unit tests meet the network only where nock answers for it. */
beforeAll(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  const unasked = nock.pendingMocks();
  nock.cleanAll();
  if (unasked.length > 0) throw new Error(`Nobody asked for: ${unasked.join(', ')}`);
});

afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
