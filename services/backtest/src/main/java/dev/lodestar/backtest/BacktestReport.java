package dev.lodestar.backtest;

import java.util.List;
import java.util.SortedMap;

/// The outcome of a backtest.
///
/// @param from the day of the first opening; `to`, of the last close
/// @param every deals between two refits; `skipped` predictions at the beginning are not graded
/// @param warnings about attributes that seem to know the outcome
/// @param cards Lodestar's first
/// @param importances of Lodestar's most important attributes at the end, at every refit
record BacktestReport(
    String name,
    int deals,
    String from,
    String to,
    int every,
    int skipped,
    List<String> warnings,
    List<Scorecard> cards,
    SortedMap<String, List<Double>> importances) {}
