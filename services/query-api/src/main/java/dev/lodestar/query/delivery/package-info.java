/// News on its way to webhooks.
@NullMarked
package dev.lodestar.query.delivery;

import org.jspecify.annotations.NullMarked;
