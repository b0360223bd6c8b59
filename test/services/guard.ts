import { spawn } from 'node:child_process';

const SCRIPT = `
while kill -0 "$1" 2>/dev/null && kill -0 "$2" 2>/dev/null; do sleep 1; done
kill -0 "$2" 2>/dev/null || exit 0
kill -INT "$2"
for wait in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$2" 2>/dev/null || break; sleep 1; done
kill -KILL "$2" 2>/dev/null
rm -rf "$3"
`;

/**
 * Ends a server and removes its folder when the test run dies without doing so (a time limit, an impatient kill):
 * nothing of a run may stay behind. Does nothing after a run that ended well.
 */
export function guard(serverPid: number, folder: string, runPid = process.pid): void {
  const arguments_ = ['-c', SCRIPT, 'guard', String(runPid), String(serverPid), folder];
  spawn('/bin/sh', arguments_, { detached: true, stdio: 'ignore', cwd: '/' }).unref();
}
