/// Webhooks, as the topics that keep them know them.
@NullMarked
package dev.lodestar.wire.webhook;

import org.jspecify.annotations.NullMarked;
