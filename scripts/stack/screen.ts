const colours = process.stdout.isTTY && !process.env['NO_COLOR'];

/** Prints one line of the program's own. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Prints one line of a child process with its name before it. */
export function sayFor(name: string, line: string): void {
  process.stdout.write(`${dim(`[${name}]`)} ${line}\n`);
}

/** Prints one line on stderr. */
export function complain(line: string): void {
  process.stderr.write(`onefacture: ${line}\n`);
}

export const bold = (text: string): string => (colours ? `\u001B[1m${text}\u001B[22m` : text);
export const dim = (text: string): string => (colours ? `\u001B[2m${text}\u001B[22m` : text);
export const green = (text: string): string => (colours ? `\u001B[32m${text}\u001B[39m` : text);
