import { writeFileSync } from 'node:fs';
import { renderEnvExample } from '@onefacture/config';

writeFileSync(new URL('../.env.example', import.meta.url), renderEnvExample());
