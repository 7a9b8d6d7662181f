package dev.lodestar.core.learner;

/// What one level of an attribute adds to the log-odds of a good outcome, compared with the average
/// observed deal.
///
/// For a tag: what having it adds, compared with not having it.
///
/// @param weight posterior mean, in log-odds
/// @param standardError posterior standard deviation of the weight
/// @param share of the observed deals whose attribute is known that are at this level, weighted as
///   the evidence is, in [0, 1]
/// @param observations closed deals at this level, as counted
/// @param good sum of their desirability, as counted
public record LevelWeight(
    String label,
    double weight,
    double standardError,
    double share,
    long observations,
    double good) {}
