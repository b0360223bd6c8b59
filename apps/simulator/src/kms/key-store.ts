import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const stored = z.record(z.string(), z.object({ state: z.enum(['active', 'destroyed']), secret: z.string() }));
type StoredKey = z.infer<typeof stored>[string];

/** What became of a request about a key. */
export type Outcome = { readonly bytes: Buffer } | 'unknown' | 'destroyed' | 'altered';

const IV = 12;
const TAG = 16;

/** The keys of the broker, in a file only its user can read. Of a destroyed key nothing but the name is left. */
export class KeyStore {
  #keys = new Map<string, StoredKey>();
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#path = join(folder, 'kms.json');
  }

  /** Reads the file and makes the first key where there is none. */
  async open(firstKey: string): Promise<void> {
    const text = await readFile(this.#path, 'utf8').catch(() => '{}');
    this.#keys = new Map(Object.entries(stored.parse(JSON.parse(text))));
    await this.create(firstKey);
  }

  get states(): Record<string, string> {
    return Object.fromEntries([...this.#keys].map(([name, { state }]) => [name, state]));
  }

  /** Makes a key, unless the name is taken. */
  async create(name: string): Promise<'made' | 'known' | 'destroyed'> {
    const known = this.#keys.get(name);
    if (known !== undefined) return known.state === 'active' ? 'known' : 'destroyed';
    this.#keys.set(name, { state: 'active', secret: randomBytes(32).toString('base64') });
    await this.#save();
    return 'made';
  }

  async destroy(name: string): Promise<'destroyed' | 'unknown'> {
    if (!this.#keys.has(name)) return 'unknown';
    this.#keys.set(name, { state: 'destroyed', secret: '' });
    await this.#save();
    return 'destroyed';
  }

  wrap(name: string, plaintext: Buffer): Outcome {
    return this.#with(name, (secret) => {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(name));
      const bytes = Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
      return { bytes };
    });
  }

  unwrap(name: string, wrapped: Buffer): Outcome {
    return this.#with(name, (secret) => {
      if (wrapped.length <= IV + TAG) return 'altered';
      const decipher = createDecipheriv('aes-256-gcm', secret, wrapped.subarray(0, IV), { authTagLength: TAG });
      decipher.setAAD(Buffer.from(name)).setAuthTag(wrapped.subarray(-TAG));
      try {
        return { bytes: Buffer.concat([decipher.update(wrapped.subarray(IV, -TAG)), decipher.final()]) };
      } catch {
        return 'altered';
      }
    });
  }

  #with(name: string, work: (secret: Buffer) => Outcome): Outcome {
    const key = this.#keys.get(name);
    if (key === undefined) return 'unknown';
    return key.state === 'destroyed' ? 'destroyed' : work(Buffer.from(key.secret, 'base64'));
  }

  /** One write after the other; the file is whole at any moment. */
  async #save(): Promise<void> {
    const write = async (): Promise<void> => {
      await writeFile(`${this.#path}.new`, JSON.stringify(Object.fromEntries(this.#keys)), { mode: 0o600 });
      await rename(`${this.#path}.new`, this.#path);
    };
    this.#writing = this.#writing.then(write, write);
    await this.#writing;
  }
}
