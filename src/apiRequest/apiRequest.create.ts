import { defineInputFields } from 'zapier-platform-core';
import type { InputReader } from '../fields/inputReader.ts';
import { forgetList } from '../zapier/nameLookUp.ts';
import { create } from '../zapier/operation.ts';
import { apiAnswerFields, apiAnswerRecord, apiAnswerSample } from './apiAnswer.record.ts';
import { parseApiBody } from './apiBody.ts';
import { apiFailure, isDone } from './apiFailure.ts';
import { parseApiPath, refuseOtherAccounts } from './apiPath.ts';
import { parseApiQuery } from './apiQuery.ts';

/** Zapier passes at most 6 MB to the next step. */
const LARGEST_ANSWER = 5_000_000;

const inputFields = defineInputFields([
  {
    key: 'path',
    label: 'Path',
    type: 'string',
    required: true,
    placeholder: 'users',
    helpText:
      'The part of an [API](https://developer.virtualpbx.com) address after the account ID, such as `users` or `devices/status`.',
  },
  {
    key: 'method',
    label: 'Method',
    type: 'string',
    default: 'GET',
    choices: {
      GET: 'GET: Read Only',
      PUT: 'PUT: Create (Changes the Phone System)',
      POST: 'POST: Replace or Start (Changes the Phone System)',
      PATCH: 'PATCH: Update (Changes the Phone System)',
      DELETE: 'DELETE: Delete (Changes the Phone System)',
    },
    helpText: 'Leave empty for GET, which only reads. All other methods change the phone system.',
  },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText:
      "PUT, POST, PATCH, and DELETE change your phone system and can't be undone. To change only a few fields, use PATCH; POST replaces the whole item.",
  },
  {
    key: 'query',
    label: 'Query',
    type: 'string',
    dict: true,
    helpText:
      'Filters and options, such as `page_size`. To get the next page of a list, add `start_key` and map Next Page from the earlier step.',
  },
  {
    key: 'body',
    label: 'Body',
    type: 'text',
    helpText: 'The data to send, as JSON, such as `{"first_name": "Jane"}`. Leave empty for GET.',
  },
]);

/** The request that someone filled in; anything that must not be sent stops the step. */
const parseRequest = (input: InputReader<typeof inputFields>, accountId: string) => {
  const method = input.text('method') === null ? 'GET' : input.choice('method');
  const { path, query: behindPath } = parseApiPath(input.required('path'), method, accountId);
  const query = parseApiQuery(behindPath, input.raw.query);
  refuseOtherAccounts(path, query);
  return { method, path, query, ...parseApiBody(method, input.raw.body) };
};

/** Any request to the account's API: 1 request, and the last thing that can fail. */
export const apiRequest = create({
  key: 'api_request',
  noun: 'API Request',
  label: 'API Request',
  description: 'Reads or changes anything in the phone system that no other step covers.',
  inputFields,
  perform: async (input, context) => {
    const { dash, bundle } = context;
    const { method, path, query, data, envelope } = parseRequest(input, String(bundle.authData.account_id));
    const ask = { purpose: 'complete the API request', query, largest: LARGEST_ANSWER, ...(envelope && { envelope }) };
    const answer = await dash.request(method, path, ask, data);
    if (!isDone(answer)) throw apiFailure(answer, method, [path, query, data]);
    if (method !== 'GET') await forgetList(context, { key: String(path[0]) });
    return apiAnswerRecord(answer, query.start_key);
  },
  outputFields: apiAnswerFields,
  sample: apiAnswerSample,
});
