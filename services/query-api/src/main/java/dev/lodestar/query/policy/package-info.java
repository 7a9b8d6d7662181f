/// When lapsed accounts are worth another conversation: policies, and what others would do.
@NullMarked
package dev.lodestar.query.policy;

import org.jspecify.annotations.NullMarked;
