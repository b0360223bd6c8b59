import type { Folder } from '../step.js';

/** For the operator. */
export const administration: Folder = {
  name: 'Administration',
  id: 'made_organization_id',
  docs: `
## Administration

For whoever runs the installation: every request here carries \`admin_key\`. The organisation made here has an encryption
key of its own, which is destroyed in the end, where there is a key broker (\`ONEFACTURE_KMS_URL\`).
`,
  steps: [
    { operation: 'createOrganization', expect: { mode: 'eq live' }, keep: { made_organization_id: 'id' } },
    {
      operation: 'listOrganizations',
      query: { limit: '5' },
      expect: { 'data[0].id': 'eq {{made_organization_id}}' },
    },
    {
      operation: 'createApiKeyFor',
      change: { organization_id: '{{made_organization_id}}' },
      expect: { api_key: 'startsWith ofx_live_' },
    },
    { operation: 'getOrganizationKey', expect: { state: 'eq shared' } },
    { operation: 'setOrganizationKey', status: [200, 409], note: 'Without a key broker: 409.' },
    {
      operation: 'destroyOrganizationKey',
      status: [200, 404, 409],
      note: 'Without a key of its own: 404. While something is under another key: 409.',
    },
    {
      operation: 'setOrganizationBilling',
      id: 'organization_id',
      example: 'licence',
      expect: { 'licences[0].feature': 'eq dashboard' },
    },
    { operation: 'getOrganizationBilling', id: 'organization_id', expect: { plan_bought: 'eq starter' } },
    { operation: 'exportOrganization', id: 'organization_id', keep: { admin_export_id: 'id' } },
    {
      operation: 'getOrganizationExport',
      id: 'organization_id',
      path: { export_id: '{{admin_export_id}}' },
      waitFor: {
        path: '/v1/admin/organizations/{{organization_id}}/exports/{{admin_export_id}}',
        holds: "body.state === 'ready'",
        by: 'operator',
      },
      expect: { sha256: 'isString' },
    },
    {
      operation: 'downloadOrganizationExport',
      name: 'Download the export of an organisation',
      id: 'organization_id',
      path: { export_id: '{{admin_export_id}}' },
      expect: { 'res.headers["content-type"]': 'eq application/zip' },
    },
  ],
};
