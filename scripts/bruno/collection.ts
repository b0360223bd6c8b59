import type { ApiOperation } from './api-document.js';
import { file, pairs, text } from './bru-text.js';
import { FOLDERS } from './folders/index.js';
import { requestText, type Request } from './request.js';
import type { Folder } from './step.js';

/** Every generated file of the collection: its path under `bruno/`, and its text. */
export function collectionFiles(operations: ReadonlyMap<string, ApiOperation>): Map<string, string> {
  const files = FOLDERS.flatMap((folder, index): [string, string][] => {
    const place = `${twoDigits(index)}-${folder.name}`;
    const requests = requestsOf(folder, operations).map((request): [string, string] => [
      `${place}/${request.name}.bru`,
      requestText(request),
    ]);
    return [[`${place}/folder.bru`, folderText(folder, index + 1)], ...requests];
  });
  return new Map(files);
}

/** True for a file that the generator writes, and would remove when nothing asks for it any more. */
export const isGenerated = (path: string): boolean => /^\d\d-/.test(path);

const folderText = ({ name, docs }: Folder, position: number): string =>
  file([
    pairs('meta', [
      ['name', name],
      ['seq', String(position)],
    ]),
    pairs('auth', [['mode', 'inherit']]),
    text('docs', docs.trim()),
  ]);

/** Requests of the API are numbered; what is done in between at the simulator has the number before and a letter. */
function requestsOf({ steps, id }: Folder, operations: ReadonlyMap<string, ApiOperation>): Request[] {
  let number = 0;
  let letter = 0;
  return steps.map((step, index) => {
    if ('call' in step) letter += 1;
    else [number, letter] = [number + 1, 0];
    const operation = 'call' in step ? undefined : operations.get(step.operation);
    const mark = `${twoDigits(number)}${letter === 0 ? '' : String.fromCodePoint(96 + letter)}`;
    return {
      name: `${mark} ${step.name ?? operation?.summary ?? ''}`.replaceAll(/ *[/\\:*?"<>|]+ */g, ' '),
      position: index + 1,
      step,
      operation,
      id: ('call' in step ? undefined : step.id) ?? id,
    };
  });
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
