/// Lapsed accounts worth another conversation.
@NullMarked
package dev.lodestar.query.retargeting;

import org.jspecify.annotations.NullMarked;
