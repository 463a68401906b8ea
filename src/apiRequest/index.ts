import { apiRequest } from './apiRequest.create.ts';

export const apiRequests = {
  creates: [apiRequest],
};
