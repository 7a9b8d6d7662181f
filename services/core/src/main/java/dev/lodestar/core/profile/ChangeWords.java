package dev.lodestar.core.profile;

import dev.lodestar.core.learner.AttributeWeights;
import dev.lodestar.core.learner.LevelWeight;
import dev.lodestar.core.profile.ProfileChange.Contribution;
import dev.lodestar.core.profile.ProfileChange.Estimate;
import dev.lodestar.core.profile.ProfileChange.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A change of a profile as people would tell it.
final class ChangeWords {

  private static final int MOST_MOVES = 5;
  private static final int MOST_PARTS = 3;

  /// A weight that moved by less goes without saying.
  private static final double WORTH_SAYING = 0.1;

  private final Optional<LearnedProfile> before;
  private final LearnedProfile after;
  private final ProfileChange change;
  private final Optional<Cause> cause;

  /// @param change whose own words are not looked at
  ChangeWords(
      Optional<LearnedProfile> before,
      LearnedProfile after,
      ProfileChange change,
      Optional<Cause> cause) {
    this.before = before;
    this.after = after;
    this.change = change;
    this.cause = cause;
  }

  String headline() {
    return before.isEmpty() ? first() + "." : Words.capitalised(whatChanged()) + ".";
  }

  String paragraph() {
    if (before.isEmpty()) {
      return after.narrative();
    }
    var sentences = new ArrayList<String>();
    since().ifPresent(sentences::add);
    add(
        sentences,
        "Most telling: ",
        change.contributions().stream().limit(MOST_PARTS).map(Contribution::words).toList());
    int saidSoFar = sentences.size();
    add(sentences, "New among the criteria: ", words(change.entered()));
    add(sentences, "No longer among them: ", words(change.left()));
    add(sentences, "Turned into its opposite: ", words(change.turned()));
    add(sentences, "Rose: ", moves(move -> move.size() > 0));
    add(sentences, "Fell: ", moves(move -> move.size() < 0));
    if (sentences.size() == saidSoFar) {
      sentences.add("No criterion and no weight changed by much.");
    }
    change.tierShift().map(ChangeWords::shift).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  /// What changes, most important first, at most [#MOST_MOVES].
  List<String> inShort() {
    var changes = new ArrayList<String>();
    words(change.entered()).forEach(words -> changes.add("new: " + words));
    words(change.left()).forEach(words -> changes.add("no longer: " + words));
    words(change.turned()).forEach(words -> changes.add("turned into its opposite: " + words));
    worthSaying().limit(MOST_MOVES).forEach(move -> changes.add(move(move, knowing())));
    return changes.stream().limit(MOST_MOVES).toList();
  }

  /// A level with its attribute, in words of whichever version knows it.
  static String level(Move move, Stream<LearnedProfile> knowing) {
    return knowing
        .flatMap(learned -> learned.posterior().attributes().stream())
        .filter(attribute -> attribute.attribute().equals(move.attribute()))
        .flatMap(attribute -> level(attribute, move.level()).stream())
        .findFirst()
        .orElseGet(() -> Words.attribute(move.attribute()) + " " + move.level());
  }

  /// `industry retail from +0.31 to +0.82`.
  static String move(Move move, Stream<LearnedProfile> knowing) {
    String from = move.before().map(ChangeWords::weight).orElse("unknown");
    String to = move.after().map(ChangeWords::weight).orElse("unknown");
    return level(move, knowing) + " from " + from + " to " + to;
  }

  private static String shift(TierShift shift) {
    String share = Words.percent(shift.share()) + " of the observed deals change their tier";
    if (shift.up() == 0 || shift.down() == 0) {
      return share
          + (shift.share() == 0
              ? "."
              : shift.up() > 0 ? ", all for the better." : ", all for the worse.");
    }
    return "%s, %s for the better and %s for the worse."
        .formatted(share, Words.percent(shift.up()), Words.percent(shift.down()));
  }

  private String first() {
    String deals =
        "First version from " + Words.count(after.totals().observations(), "closed deal") + ": ";
    var criteria = words(after.criteria());
    if (criteria.isEmpty()) {
      return deals + "no attribute sets won deals apart";
    }
    int more = criteria.size() - MOST_PARTS;
    return deals
        + String.join("; ", criteria.stream().limit(MOST_PARTS).toList())
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private String whatChanged() {
    var parts = new ArrayList<String>();
    add(parts, change.entered(), " now matters", " now matter");
    add(parts, change.left(), " no longer matters", " no longer matter");
    add(parts, change.turned(), " turned into its opposite", " turned into their opposites");
    if (parts.isEmpty()) {
      worthSaying()
          .limit(2)
          .forEach(
              move -> parts.add(level(move, knowing()) + (move.size() > 0 ? " rose" : " fell")));
    }
    if (parts.isEmpty()) {
      return change.tierChangeShare().orElse(0) > 0
          ? Words.percent(change.tierChangeShare().getAsDouble())
              + " of the observed deals change their tier"
          : "hardly anything changed";
    }
    return String.join("; ", parts);
  }

  private static void add(List<String> parts, List<Criterion> criteria, String one, String many) {
    if (!criteria.isEmpty()) {
      var names = criteria.stream().map(c -> Words.attribute(c.attribute())).toList();
      parts.add(Words.few(names, MOST_PARTS) + (names.size() == 1 ? one : many));
    }
  }

  private Optional<String> since() {
    return cause.map(c -> {
      var counts = new ArrayList<String>();
      count(counts, c.won(), "deal", " won");
      count(counts, c.lost(), "deal", " lost");
      count(counts, c.churned(), "customer", " churned");
      count(counts, c.corrected(), "correction", "");
      if (c.definitionChanged()) {
        counts.add("a new definition");
      }
      if (c.hypothesesChanged()) {
        counts.add("new hypotheses");
      }
      return "Since version "
          + change.fromVersion()
          + ": "
          + (counts.isEmpty() ? "nothing new" : Words.list(counts, "and"))
          + ".";
    });
  }

  private static void count(List<String> counts, long number, String noun, String verb) {
    if (number > 0) {
      counts.add(Words.count(number, noun) + verb);
    }
  }

  private List<String> moves(Predicate<Move> direction) {
    return worthSaying()
        .filter(direction)
        .limit(MOST_MOVES)
        .map(move -> move(move, knowing()))
        .toList();
  }

  /// Moves of levels that both versions know, on attributes that matter in either.
  private Stream<Move> worthSaying() {
    var mattering =
        knowing()
            .flatMap(learned -> learned.posterior().mattering().stream())
            .map(AttributeWeights::attribute)
            .toList();
    return change.moves().stream()
        .filter(move -> move.before().isPresent() && move.after().isPresent())
        .filter(move -> Math.abs(move.size()) >= WORTH_SAYING)
        .filter(move -> mattering.contains(move.attribute()));
  }

  private Stream<LearnedProfile> knowing() {
    return Stream.concat(Stream.of(after), before.stream());
  }

  private static Optional<String> level(AttributeWeights attribute, String label) {
    var labels = attribute.levels().stream().map(LevelWeight::label).toList();
    return labels.contains(label)
        ? Optional.of(
            LevelWords.of(
                attribute.attribute(), attribute.reading(), List.of(labels.indexOf(label))))
        : Optional.empty();
  }

  private static String weight(Estimate estimate) {
    return Words.signed(estimate.weight(), 2);
  }

  private static List<String> words(List<Criterion> criteria) {
    return criteria.stream().map(Criterion::words).toList();
  }

  private static void add(List<String> sentences, String start, List<String> items) {
    if (!items.isEmpty()) {
      sentences.add(start + String.join("; ", items) + ".");
    }
  }
}
