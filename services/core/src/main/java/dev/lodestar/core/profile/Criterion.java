package dev.lodestar.core.profile;

import java.util.List;

/// One thing a person needs to know about the ideal customer, in words.
///
/// @param words such as `employees 50–999`, or `not: stage pre-seed`
/// @param levels the labels meant: names strongest first, ranges ascending
/// @param positive whether the levels speak for an account, or against it
/// @param weight of the levels on average, in log-odds against the average observed deal; of tags,
///   against not having them
/// @param importance of the attribute, as in
///   [dev.lodestar.core.learner.AttributeWeights#importance()]
public record Criterion(
    String attribute,
    String words,
    List<String> levels,
    boolean positive,
    double weight,
    double standardError,
    double importance) {

  public Criterion {
    levels = List.copyOf(levels);
  }
}
