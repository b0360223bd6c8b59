import { AppError } from '@onefacture/errors';
import { readArguments } from './arguments.js';
import { convert } from './convert.js';
import { read } from './read.js';
import type { Terminal } from './terminal.js';
import { validate } from './validate.js';
import { USAGE, UsageError } from './usage.js';

/** 0 done, 1 a document cannot be read or made or is not valid, 2 a mistake on the command line. */
export type ExitCode = 0 | 1 | 2;

const obey = async (argv: readonly string[], terminal: Terminal, generator: string): Promise<ExitCode> => {
  const asked = readArguments(argv);
  switch (asked.command) {
    case 'help':
      terminal.print(USAGE);
      return 0;
    case 'read':
      read(asked, terminal);
      return 0;
    case 'convert':
    case 'render':
      await convert(asked, terminal, generator);
      return 0;
    case 'validate':
      return validate(asked, terminal) ? 0 : 1;
  }
};

/** Runs one command. Whatever is wrong with a document or the command is one sentence on standard error. */
export const run = async (argv: readonly string[], terminal: Terminal, generator: string): Promise<ExitCode> => {
  try {
    return await obey(argv, terminal, generator);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.say(`onefacture: ${error.message} See onefacture help.`);
      return 2;
    }
    if (!(error instanceof AppError)) throw error;
    terminal.say(`onefacture: ${error.message}`);
    for (const { field, message } of error.options.errors ?? []) {
      if (field !== '') terminal.say(`  ${field} ${message}`);
    }
    return 1;
  }
};
