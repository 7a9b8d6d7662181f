package dev.lodestar.backtest;

import java.util.List;

/// What a contender said of a history.
///
/// @param atOpening of each deal, when it was opened
/// @param atClose of each deal, just before its outcome was known: test, then train
record Predictions(List<Prediction> atOpening, List<Prediction> atClose) {}
