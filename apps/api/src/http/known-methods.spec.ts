import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { methodsAt } from './known-methods.js';

const app = express();
app.all('/{*path}', (_request, _response, next) => next());
app.get('/things/:id', (_request, response) => void response.end());
app.delete('/things/:id', (_request, response) => void response.end());
app.post('/things', (_request, response) => void response.end());
app.use((req, response) => void response.json(methodsAt(req)));

describe('the methods known at a path', () => {
  it.each([
    ['/things/1', ['DELETE', 'GET', 'HEAD']],
    ['/things', ['POST']],
    ['/nowhere', []],
  ])('%s: those of its routes, none of middleware', async (path, methods) => {
    const { body } = await request(app).put(path);
    expect(body).toEqual(methods);
  });
});
