import { secret, text, url } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** The platform that test organisations reach: the simulator, or another XP Z12-013 sandbox. */
export class SandboxSettings extends defineSettings('Sandbox platform', {
  baseUrl: url('ONEFACTURE_SANDBOX_BASE_URL', {
    default: 'http://localhost:8090',
    description: 'Base url of the XP Z12-013 platform for test organisations (the simulator of `npm start`).',
  }),
  clientId: text('ONEFACTURE_SANDBOX_CLIENT_ID', { default: 'onefacture', description: 'OAuth2 client id there.' }),
  clientSecret: secret(
    'ONEFACTURE_SANDBOX_CLIENT_SECRET',
    { min: 1 },
    { developmentDefault: 'sandbox-secret', description: 'OAuth2 client secret there.' },
  ),
}) {}

const apiKey = (name: string, env: string) =>
  secret(env, { min: 1 }, { description: `${name} API key for organisations without a connection of their own.` });
const baseUrl = (name: string, env: string) => url(env, { description: `${name} API base url.` });

/** Platforms used by organisations that have no connection of their own. A platform without its settings is off. */
export class PlatformSettings extends defineSettings('Platforms', {
  chorusClientId: text('ONEFACTURE_CHORUS_CLIENT_ID', { description: 'Chorus Pro (PISTE) OAuth2 client id.' }),
  chorusClientSecret: secret(
    'ONEFACTURE_CHORUS_CLIENT_SECRET',
    { min: 1 },
    { description: 'Chorus Pro (PISTE) OAuth2 client secret.' },
  ),
  chorusBaseUrl: baseUrl('Chorus Pro', 'ONEFACTURE_CHORUS_BASE_URL'),
  chorusTokenUrl: url('ONEFACTURE_CHORUS_TOKEN_URL', {
    default: 'https://oauth.piste.gouv.fr/api/oauth/token',
    description: 'Where PISTE gives tokens; its sandbox is https://sandbox-oauth.piste.gouv.fr/api/oauth/token.',
  }),
  chorusTechnicalLogin: text('ONEFACTURE_CHORUS_TECHNICAL_LOGIN', {
    description: 'Login of the Chorus Pro technical account.',
  }),
  chorusTechnicalPassword: secret(
    'ONEFACTURE_CHORUS_TECHNICAL_PASSWORD',
    { min: 1 },
    { description: 'Password of the Chorus Pro technical account.' },
  ),
  pennylaneApiKey: apiKey('Pennylane', 'ONEFACTURE_PENNYLANE_API_KEY'),
  pennylaneBaseUrl: baseUrl('Pennylane', 'ONEFACTURE_PENNYLANE_BASE_URL'),
  docaposteApiKey: apiKey('Docaposte', 'ONEFACTURE_DOCAPOSTE_API_KEY'),
  docaposteBaseUrl: baseUrl('Docaposte', 'ONEFACTURE_DOCAPOSTE_BASE_URL'),
  cegidApiKey: apiKey('Cegid', 'ONEFACTURE_CEGID_API_KEY'),
  cegidBaseUrl: baseUrl('Cegid', 'ONEFACTURE_CEGID_BASE_URL'),
  qontoApiKey: apiKey('Qonto', 'ONEFACTURE_QONTO_API_KEY'),
  qontoBaseUrl: baseUrl('Qonto', 'ONEFACTURE_QONTO_BASE_URL'),
}) {}
