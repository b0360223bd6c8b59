/** Who sends a request: a program by its key, a signed-in member, the operator, or anybody. */
export type Caller = 'key' | 'member' | 'operator' | 'nobody';

/** What an answer has to become before a request makes sense: the path is asked again and again until it holds. */
export interface Waiting {
  /** A path of the API, or a whole address; may hold variables. */
  readonly path: string;
  /** An expression over `body`. */
  readonly holds: string;
  readonly by?: Caller;
}

/** What requests of both kinds may say. Whatever is text may hold variables, `{{invoice_id}}`. */
interface StepOptions {
  /** How it is called in Bruno, without its number. An operation without one has its summary. */
  readonly name?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Status that is right: by default the operation's first one of success. */
  readonly status?: number | readonly number[];
  /** Further assertions: a member of the answer, such as `totals.due` or `res.headers.etag`, and what holds of it. */
  readonly expect?: Readonly<Record<string, string>>;
  /** Variables for later requests: their name, and the member of the answer or an expression with `res` or `bru`. */
  readonly keep?: Readonly<Record<string, string>>;
  readonly waitFor?: Waiting;
  /** Lines of JavaScript that run before the request. */
  readonly before?: readonly string[];
  /** A sentence under the operation's own description. */
  readonly note?: string;
}

/** A request of the API. */
export interface OperationStep extends StepOptions {
  /** operationId in openapi.json, which gives method, path, description and body. */
  readonly operation: string;
  /** Where several could. */
  readonly by?: Caller;
  /** Variable that holds `{id}` of the path, if not that of the folder. */
  readonly id?: string;
  /** Other parts of the path. */
  readonly path?: Readonly<Record<string, string>>;
  /** Which example of the document is the body: the first one by default. */
  readonly example?: string;
  /** Members that are otherwise than in the example. */
  readonly change?: Readonly<Record<string, unknown>>;
  /** Fields of a form instead of a JSON body: `@file(files/invoice.xml)` or text, several under one name as a list. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** A file of the collection as the body, and its content type. */
  readonly file?: { readonly path: string; readonly type: string };
  /** A body the script before makes. */
  readonly text?: string;
}

/** A call outside of the API: to the simulator, which plays mail server, browser and bank. */
export interface SimulatorStep extends StepOptions {
  readonly name: string;
  readonly call: `GET ${string}` | `POST ${string}`;
  /** Fields of a form as a browser sends it. */
  readonly fields?: Readonly<Record<string, string>>;
}

export type Step = OperationStep | SimulatorStep;

/** A folder of the collection, run from top to bottom. */
export interface Folder {
  readonly name: string;
  /** What the folder shows and how its requests belong together, in Markdown. */
  readonly docs: string;
  /** Variable that holds `{id}` of most paths. */
  readonly id?: string;
  readonly steps: readonly Step[];
}
