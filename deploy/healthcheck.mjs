// Health check of a container: exits 0 when the address answers 2xx. The image has neither curl nor wget.
const address = process.argv[2];
try {
  const response = await fetch(address, { signal: AbortSignal.timeout(4_000) });
  process.exit(response.ok ? 0 : 1);
} catch {
  process.exit(1);
}
