/// How well Lodestar and its peers would have predicted a history, deal by deal.
@NullMarked
package dev.lodestar.backtest;

import org.jspecify.annotations.NullMarked;
