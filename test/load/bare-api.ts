import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Pool } from 'pg';
import { BareModule } from './bare.module.js';

const { BARE_DSN, BARE_PORT, BARE_POOL } = process.env;

const pool = new Pool({ connectionString: BARE_DSN, max: Number(BARE_POOL) });
await pool.query('CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, number text NOT NULL, body jsonb NOT NULL)');
const app = await NestFactory.create(BareModule.with(pool), { logger: ['error'] });
app.enableShutdownHooks();
await app.listen(Number(BARE_PORT), '127.0.0.1');
