/// What happened to accounts, folded into ledgers and observations.
@NullMarked
package dev.lodestar.refinery.ledger;

import org.jspecify.annotations.NullMarked;
