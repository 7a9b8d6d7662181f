/// When a lapsed account is worth another conversation.
@NullMarked
package dev.lodestar.core.retargeting;

import org.jspecify.annotations.NullMarked;
