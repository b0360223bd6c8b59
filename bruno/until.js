/** Pauses between two looks, and how long it is worth looking. */
const PAUSE_MS = 250;
const LOOKS = 240;

/** What the API finishes in the background is looked for until it is there: asks `url` until `holds(body)`. */
module.exports = async function until(bru, { url, by }, holds) {
  const callers = {
    key: { 'X-API-Key': bru.getVar('api_key') },
    member: { Authorization: `Bearer ${bru.getVar('access_token')}` },
    operator: { Authorization: `Bearer ${bru.getEnvVar('admin_key')}` },
    nobody: {},
  };
  const request = { method: 'GET', url: bru.interpolate(url), headers: callers[by] };
  for (let look = 0; look < LOOKS; look += 1) {
    const { data } = await bru.sendRequest(request);
    if (holds(data)) return;
    await bru.sleep(PAUSE_MS);
  }
  throw new Error(`waited in vain at ${request.url}`);
};
