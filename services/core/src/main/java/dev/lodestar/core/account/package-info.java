/// What is known of one account: a pure fold over its events.
@NullMarked
package dev.lodestar.core.account;

import org.jspecify.annotations.NullMarked;
