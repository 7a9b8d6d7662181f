'use strict';

SwaggerUIBundle({
  url: '/openapi.yml',
  domNode: document.getElementById('ui'),
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  // Nothing is asked of a server elsewhere.
  validatorUrl: null,
});
