/**
 * The section of the API. Its modules belong to an application of its own, which not every account has (dash-api.md,
 * section 15); without it, Dash answers every request with an empty 404.
 */
export const callCenterSection = { section: 'Call Center' };
