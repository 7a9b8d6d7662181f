package dev.lodestar.core.profile;

import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.learner.LevelWeight;
import java.util.Collections;
import java.util.List;

/// What rules an account out, and what the deals say of it.
///
/// @param words the disqualifier, such as `stage pre-seed`
/// @param levels the labels meant
/// @param because how the deals at these levels turned out, in words
public record Disqualification(
    String attribute, String words, List<String> levels, String because) {

  public Disqualification {
    levels = List.copyOf(levels);
  }

  /// All that a profile knows, most important first.
  public static List<Disqualification> of(LearnedProfile learned) {
    return learned.disqualifiers().stream().map(d -> of(learned, d)).toList();
  }

  /// Those that an account meets, given its fit under this profile.
  public static List<Disqualification> met(LearnedProfile learned, Fit fit) {
    return learned.disqualifiers().stream()
        .filter(d ->
            fit.reason(d.attribute())
                .map(Reason::levels)
                .filter(held -> !Collections.disjoint(held, d.levels()))
                .isPresent())
        .map(d -> of(learned, d))
        .toList();
  }

  private static Disqualification of(LearnedProfile learned, Criterion disqualifier) {
    var levels =
        learned.posterior().attributes().stream()
            .filter(a -> a.attribute().equals(disqualifier.attribute()))
            .flatMap(a -> a.levels().stream())
            .filter(level -> disqualifier.levels().contains(level.label()))
            .toList();
    long deals = levels.stream().mapToLong(LevelWeight::observations).sum();
    double good = levels.stream().mapToDouble(LevelWeight::good).sum();
    var all = learned.totals();
    return new Disqualification(
        disqualifier.attribute(),
        disqualifier.words().replaceFirst("^not: ", ""), // being so, not being otherwise
        disqualifier.levels(),
        "%s of %s turned out well, where %s of all do"
            .formatted(
                Words.percent(deals == 0 ? 0 : good / deals),
                Words.count(deals, "such deal"),
                Words.percent(all.observations() == 0 ? 0 : all.good() / all.observations())));
  }
}
