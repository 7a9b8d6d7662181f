/// Accounts that are erased, and those that become others.
@NullMarked
package dev.lodestar.query.identity;

import org.jspecify.annotations.NullMarked;
