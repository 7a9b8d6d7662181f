package dev.lodestar.backtest;

import java.time.Instant;

/// What was predicted of a deal when it opened, and its desirability as known at the end.
record Prediction(Instant at, double probability, double desirability) {}
