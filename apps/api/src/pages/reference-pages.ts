/** The page of Swagger UI; its parts lie beside it under /swagger/. */
export const SWAGGER_HTML = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>onefacture API · Swagger UI</title>
<link rel="stylesheet" href="/swagger/swagger-ui.css"><link rel="icon" href="/swagger/favicon-32x32.png"></head>
<body><div id="swagger-ui"></div>
<script src="/swagger/swagger-ui-bundle.js"></script><script src="/swagger/start.js"></script></body></html>`;

/** Starts Swagger UI; the key a reader enters stays in his browser. */
export const SWAGGER_START = `window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/** The page of the Scalar reference. */
export const SCALAR_HTML = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>onefacture API</title><link rel="icon" href="/swagger/favicon-32x32.png"></head>
<body><div id="reference"></div>
<script src="/docs/scalar.js"></script><script src="/docs/start.js"></script></body></html>`;

/** Starts Scalar with everything off that would call another server. */
export const SCALAR_START = `Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  persistAuth: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  authentication: { preferredSecurityScheme: 'ApiKey' },
});
`;
