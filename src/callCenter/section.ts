/**
 * The section of the API. Its modules belong to an application of its own, which not every account has (dash-api.md,
 * section 15): then Dash answers all of it with an empty 404.
 */
export const wording = { section: 'Call Center' };
