/// Other ways of predicting deals, each in its strongest form, to measure Lodestar against.
@NullMarked
package dev.lodestar.backtest.peers;

import org.jspecify.annotations.NullMarked;
