/// What is known of one account.
@NullMarked
package dev.lodestar.query.account;

import org.jspecify.annotations.NullMarked;
