#!/usr/bin/env node
// The command line: installs and builds what is missing, then runs apps/cli. See `onefacture help`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, buildIfNeeded, checkNode, installIfNeeded } from './setup.mjs';

checkNode();
installIfNeeded();
buildIfNeeded();
await import(pathToFileURL(join(ROOT, 'dist/apps/cli/src/main.js')).href);
