/** Name of the environment variable with the addresses of the Redis servers of a run, one for each of its workers. */
export const REDIS_OF_WORKERS = 'ONEFACTURE_TEST_REDIS_ADDRS';

// Two files at a time would meet in one Redis: wrong keys of one count against the address that both call from.
const addresses = process.env[REDIS_OF_WORKERS]?.split(',');
if (addresses) {
  process.env['ONEFACTURE_REDIS_ADDR'] = addresses[Number(process.env['VITEST_POOL_ID']) % addresses.length];
}
