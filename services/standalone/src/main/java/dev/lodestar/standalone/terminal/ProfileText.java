package dev.lodestar.standalone.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.profile.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A profile as the API answers it, for people.
public final class ProfileText {

  private static final int INDENT = 2;
  private static final int HALF_BAR = 12;
  private static final int SHORTEST_WORDS = 12;
  private static final int NUMBERS = 16;
  private static final int LABEL = 10;
  private static final Pattern NOT = Pattern.compile("^not: ");

  private final Terminal terminal;

  public ProfileText(Terminal terminal) {
    this.terminal = terminal;
  }

  /// All there is to say of `GET /profiles/{id}`.
  public List<String> of(JsonNode profile) {
    var lines = new ArrayList<String>();
    JsonNode version = profile.path("version");
    if (!version.isObject()) {
      lines.add(
          terminal.bold("Profile " + profile.path("profileId").asText()) + " has no version yet.");
      lines.addAll(live(profile.path("live")));
      return lines;
    }
    lines.addAll(ofVersion(version));
    lines.addAll(live(profile.path("live")));
    return lines;
  }

  /// All there is to say of one version.
  public List<String> ofVersion(JsonNode version) {
    JsonNode learned = version.path("learned");
    var lines = new ArrayList<String>();
    lines.addAll(summary(version));
    lines.add("");
    lines.addAll(labelled("Never", disqualifiers(learned.path("disqualifiers"))));
    lines.addAll(labelled("Evidence", evidence(learned)));
    lines.addAll(labelled("Quality", quality(learned.path("quality"))));
    lines.addAll(labelled("Left out", leftOut(learned.path("leftOut"))));
    return lines;
  }

  /// The paragraph and the criteria.
  public List<String> summary(JsonNode version) {
    JsonNode learned = version.path("learned");
    var lines = new ArrayList<String>();
    lines.add(
        terminal.bold(
                "Ideal customer profile %s, version %d"
                    .formatted(
                        version.path("profileId").asText("default"),
                        version.path("number").asInt()))
            + terminal.faint("  as of " + day(version.path("asOf"))));
    lines.add("");
    lines.addAll(terminal.wrapped(learned.path("narrative").asText(), INDENT));
    lines.addAll(criteria(learned));
    return lines;
  }

  private List<String> criteria(JsonNode learned) {
    List<JsonNode> criteria = list(learned.path("criteria"));
    if (criteria.isEmpty()) {
      return List.of();
    }
    double scale =
        criteria.stream()
            .mapToDouble(c ->
                Math.abs(c.path("weight").asDouble())
                    + Bar.INTERVAL * c.path("standardError").asDouble())
            .max()
            .orElse(1);
    var bar = new Bar(HALF_BAR, Math.max(scale, 0.1));
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(terminal.bold("Criteria, most important first"));
    int room = terminal.width() - INDENT - (2 * HALF_BAR + 1) - NUMBERS - 2;
    int words = criteria.stream().mapToInt(c -> c.path("words").asText().length()).max().orElse(0);
    int column = Math.clamp(words, SHORTEST_WORDS, room);
    for (JsonNode criterion : criteria) {
      lines.add(line(criterion, column, bar));
    }
    lines.add(
        " ".repeat(INDENT)
            + terminal.faint(
                "log-odds against the average deal, ± standard error; shaded: 95% interval"));
    return lines;
  }

  private String line(JsonNode criterion, int column, Bar bar) {
    double weight = criterion.path("weight").asDouble();
    double standardError = criterion.path("standardError").asDouble();
    String drawn = bar.of(weight, standardError);
    return " ".repeat(INDENT)
        + Terminal.padded(criterion.path("words").asText(), column)
        + " "
        + (weight >= 0 ? terminal.good(drawn) : terminal.bad(drawn))
        + "  "
        + String.format(Locale.ROOT, "%s ± %.2f", Words.signed(weight, 2), standardError);
  }

  private static String disqualifiers(JsonNode disqualifiers) {
    return list(disqualifiers).stream()
        .map(d -> NOT.matcher(d.path("words").asText()).replaceFirst(""))
        .collect(Collectors.joining("; "));
  }

  private static String evidence(JsonNode learned) {
    JsonNode totals = learned.path("totals");
    String memory =
        learned.hasNonNull("halfLife")
            ? "; with a half-life of %s it weighs as %s deals"
                .formatted(
                    halfLife(learned.path("halfLife").asText()),
                    number(totals.path("effectiveSize").asDouble()))
            : "";
    return "%s closed deals: %s won, of which %s left since, and %s lost%s"
        .formatted(
            number(totals.path("observations").asDouble()),
            number(totals.path("won").asDouble()),
            number(totals.path("churned").asDouble()),
            number(totals.path("lost").asDouble()),
            memory);
  }

  private static String quality(JsonNode quality) {
    if (quality.path("graded").asLong() == 0) {
      return "not graded yet: no deal could be predicted from earlier ones";
    }
    String tiers =
        list(quality.path("tiers")).stream()
            .map(t ->
                "%s %.0f%%".formatted(t.path("tier").asText(), 100 * t.path("goodRate").asDouble()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s deals predicted beforehand: AUC %.2f (0.5 is chance), log-loss %.3f (base rate alone %.3f)%s",
        number(quality.path("graded").asDouble()),
        quality.path("auc").asDouble(),
        quality.path("logLoss").asDouble(),
        quality.path("baseRateLogLoss").asDouble(),
        tiers.isEmpty() ? "" : "; good by tier: " + tiers);
  }

  private static String leftOut(JsonNode leftOut) {
    return list(leftOut).stream()
        .map(l -> "%s (%s)".formatted(l.path("attribute").asText(), l.path("why").asText()))
        .collect(Collectors.joining(", "));
  }

  private List<String> live(JsonNode live) {
    if (!live.isObject()) {
      return List.of();
    }
    var now = new ArrayList<String>();
    JsonNode totals = live.path("totals");
    now.add("%s closed deals known".formatted(number(totals.path("observations").asDouble())));
    double heldBack = live.path("heldBack").asDouble();
    if (heldBack > 0) {
      now.add(
          "%s refits held back since%s"
              .formatted(number(heldBack), because(live.path("heldBecause"))));
    }
    if (live.hasNonNull("pinnedTo")) {
      now.add("pinned to version " + live.path("pinnedTo").asText());
    }
    if (live.hasNonNull("heldUntil")) {
      now.add("publication suspended until " + live.path("heldUntil").asText());
    }
    return labelled("Now", String.join("; ", now));
  }

  static String because(JsonNode reasons) {
    String words = list(reasons).stream().map(JsonNode::asText).collect(Collectors.joining(", "));
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  /// A label in the first column, and the text beside it.
  private List<String> labelled(String label, String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> wrapped = terminal.wrapped(text, LABEL);
    var lines = new ArrayList<String>();
    lines.add(terminal.bold(Terminal.padded(label, LABEL)) + wrapped.getFirst().substring(LABEL));
    lines.addAll(wrapped.subList(1, wrapped.size()));
    return lines;
  }

  static String number(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static String day(JsonNode instant) {
    String text = instant.asText();
    return text.length() >= 10 ? text.substring(0, 10) : text;
  }

  private static String halfLife(String iso) {
    return iso.startsWith("P") && iso.endsWith("D")
        ? iso.substring(1, iso.length() - 1) + " days"
        : iso;
  }
}
