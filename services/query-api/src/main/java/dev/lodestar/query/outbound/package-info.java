/// Requests to other people's servers, which are not to reach ours.
@NullMarked
package dev.lodestar.query.outbound;

import org.jspecify.annotations.NullMarked;
