import nock from 'nock';

/** Unit tests meet the network only where nock answers for it. */
beforeAll(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  const unanswered = nock.pendingMocks();
  nock.cleanAll();
  expect(unanswered).toEqual([]);
});

afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
