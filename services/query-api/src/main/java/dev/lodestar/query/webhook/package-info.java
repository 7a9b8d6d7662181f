/// Endpoints that are told of news over HTTP: who they are, and what they want to hear.
@NullMarked
package dev.lodestar.query.webhook;

import org.jspecify.annotations.NullMarked;
