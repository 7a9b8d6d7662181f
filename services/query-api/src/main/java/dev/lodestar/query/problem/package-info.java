/// Errors as RFC 9457 tells them.
@NullMarked
package dev.lodestar.query.problem;

import org.jspecify.annotations.NullMarked;
