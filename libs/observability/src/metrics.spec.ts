import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it, vi } from 'vitest';
import { measureHttp } from './http-metrics.js';
import { Metrics } from './metrics.js';

describe('Metrics', () => {
  it('counts what it is told, under stable names', async () => {
    const metrics = new Metrics();
    metrics.queueJob({ queue: 'submit-invoice', result: 'done', seconds: 0.2, ageSeconds: -1 });
    metrics.queueDepth('submit-invoice', 'waiting', 7);
    metrics.submissionAttempt('sandbox', 'ACKED');
    metrics.platformCall({ platform: 'sandbox', operation: 'submit', result: 'ok', seconds: 0.3 });
    metrics.webhookAttempt('200', 0.2);
    metrics.webhookAttempt('200', 0.2);
    metrics.webhookAttempt('no_answer', 15);
    metrics.webhookStanding({ oldestSeconds: 12, disabled: 3 });
    metrics.relayPublished(3);
    metrics.sweeperRequeued(2);
    const text = await metrics.text();
    for (const line of [
      'onefacture_queue_job_seconds_count{queue="submit-invoice",result="done"} 1',
      'onefacture_queue_job_age_seconds_bucket{le="0.01",queue="submit-invoice"} 1',
      'onefacture_queue_jobs{queue="submit-invoice",state="waiting"} 7',
      'onefacture_submission_attempts_total{platform="sandbox",result="ACKED"} 1',
      'onefacture_platform_call_seconds_count{platform="sandbox",operation="submit",result="ok"} 1',
      'onefacture_webhook_attempts_total{result="200"} 2',
      'onefacture_webhook_attempt_seconds_count{result="2xx"} 2',
      'onefacture_webhook_attempt_seconds_count{result="no_answer"} 1',
      'onefacture_webhook_oldest_pending_seconds 12',
      'onefacture_webhook_endpoints_disabled 3',
      'onefacture_relay_published_total 3',
      'onefacture_sweeper_requeued_total 2',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).toContain('process_resident_memory_bytes');
    expect(metrics.contentType).toContain('text/plain');
  });

  it('says how many circuits are open', async () => {
    const metrics = new Metrics();
    const change = (key: string, state: 'open' | 'half_open' | 'closed') =>
      metrics.circuitChanged({ platform: 'sandbox', operation: 'submit', key, state });
    change('a', 'open');
    change('b', 'open');
    change('a', 'half_open');
    expect(await metrics.text()).toContain('onefacture_breaker_open{platform="sandbox",operation="submit"} 2');
    change('a', 'closed');
    const text = await metrics.text();
    expect(text).toContain('onefacture_breaker_open{platform="sandbox",operation="submit"} 1');
    expect(text).toContain('onefacture_breaker_changes_total{platform="sandbox",operation="submit",state="open"} 2');
  });

  it('reads fresh values before a scrape and survives their failure', async () => {
    const metrics = new Metrics();
    metrics.beforeScrape(async () => metrics.queueDepth('q', 'active', 4));
    metrics.beforeScrape(async () => {
      throw new Error('Redis is away');
    });
    expect(await metrics.text()).toContain('onefacture_queue_jobs{queue="q",state="active"} 4');
  });

  it('can exist twice in one process', async () => {
    expect(await new Metrics().text()).not.toBe('');
    expect(await new Metrics().text()).not.toBe('');
  });
});

describe('measureHttp', () => {
  it('labels by the pattern of the route, never by the path', async () => {
    const metrics = new Metrics();
    const app = express();
    app.use(measureHttp(metrics));
    const router = express.Router();
    router.get('/invoices/:id', (_request, response) => void response.status(201).end());
    app.use('/v1', router);
    const server = app.listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await fetch(`${base}/v1/invoices/4711`);
    await fetch(`${base}/wp-login.php`);
    await vi.waitFor(async () => {
      const text = await metrics.text();
      expect(text).toContain('seconds_count{method="GET",route="/v1/invoices/:id",status="201"} 1');
      expect(text).toContain('seconds_count{method="GET",route="unmatched",status="404"} 1');
      expect(text).not.toContain('4711');
    });
    server.close();
  });
});
