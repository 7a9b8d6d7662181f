/// Answers that need not be sent twice.
@NullMarked
package dev.lodestar.query.caching;

import org.jspecify.annotations.NullMarked;
