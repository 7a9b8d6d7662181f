package dev.lodestar.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.simulator.Market;
import dev.lodestar.standalone.asking.ApiClient;
import dev.lodestar.standalone.terminal.ProfileText;
import dev.lodestar.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Tells those who watch what the learner finds, version by version, and what it was to find.
///
/// Days are told by the simulator's thread, versions by another.
public final class Narrator {

  private static final String PROFILE = "/profiles/default";

  private final Terminal terminal;
  private final ApiClient api;
  private final int driftDay;

  private int toldVersion;
  private boolean isIntroduced;
  private boolean isDriftFound;
  private volatile int day;

  /// @param driftDay negative if the market never changes
  public Narrator(Terminal terminal, ApiClient api, int driftDay) {
    this.terminal = terminal;
    this.api = api;
    this.driftDay = driftDay;
  }

  /// A day of the simulated market begins.
  public void dayBegins(int newDay) {
    day = newDay;
    if (newDay == driftDay) {
      terminal.say("");
      for (String line :
          terminal.wrapped(
              "day %d: the simulated market just changed: %s. Nobody tells the learner."
                  .formatted(newDay, Market.driftInWords()),
              0)) {
        terminal.say(terminal.notable(line));
      }
      terminal.say("");
    }
  }

  /// The simulated days have reached the present.
  public void presentReached() {
    terminal.say("");
    terminal.say(
        terminal.notable(
            "day %d: the simulation has caught up with the present and goes on at a trickle"
                .formatted(day)));
    terminal.say("");
  }

  /// Tells the versions published since the last time.
  ///
  /// @param patient whether to wait for a version with criteria before showing the first profile
  public void tellNews(boolean patient) {
    JsonNode newest = api.get(PROFILE).path("version");
    int number = newest.path("number").asInt();
    while (toldVersion < number) {
      toldVersion++;
      tell(api.get(PROFILE + "/versions/" + toldVersion));
    }
    boolean worthShowing = !newest.path("learned").path("criteria").isEmpty() || !patient;
    if (!isIntroduced && newest.isObject() && worthShowing) {
      isIntroduced = true;
      introduce(newest);
    }
  }

  private void tell(JsonNode version) {
    String headline = version.path("change").path("headline").asText();
    String text = "version %d: %s".formatted(version.path("number").asInt(), headline);
    List<String> lines = terminal.wrapped(text, 10);
    terminal.say(
        terminal.faint(Terminal.padded("day " + day, 10)) + lines.getFirst().substring(10));
    terminal.say(lines.subList(1, lines.size()));
    tellWhetherDriftIsFound(version);
  }

  private void tellWhetherDriftIsFound(JsonNode version) {
    if (isDriftFound || driftDay < 0 || day < driftDay) {
      return;
    }
    Set<String> listed = attributes(version);
    var entered = new TreeSet<>(Market.AFTER.effects().keySet());
    entered.removeAll(Market.BEFORE.effects().keySet());
    var left = new TreeSet<>(Market.BEFORE.effects().keySet());
    left.removeAll(Market.AFTER.effects().keySet());
    if (listed.containsAll(entered) && left.stream().noneMatch(listed::contains)) {
      isDriftFound = true;
      terminal.say("");
      terminal.say(
          terminal.good(
              "day %d: the learner found the change within %d days: %s in, %s out"
                  .formatted(
                      day, day - driftDay, String.join(", ", entered), String.join(", ", left))));
      terminal.say("");
      terminal.say(new ProfileText(terminal).summary(version));
      terminal.say("");
    }
  }

  private void introduce(JsonNode version) {
    terminal.say("");
    terminal.say(new ProfileText(terminal).summary(version));
    terminal.say("");
    terminal.say(
        terminal.wrapped(
            "For comparison, what truly decides in the simulated market: %s. All else is noise."
                .formatted(planted()),
            0));
    terminal.say("");
    terminal.say(whereToLook());
    terminal.say("");
  }

  private List<String> whereToLook() {
    String base = api.base().toString();
    var lines = new ArrayList<String>();
    lines.add(terminal.bold("Where to look"));
    lines.add("  page     " + base);
    lines.add("  API      " + base + "/docs");
    lines.add("  profile  ./lodestar profile" + urlOption(base));
    lines.add("  curl     curl -s " + base + PROFILE);
    lines.add("           curl -s %s%s/accounts?tier=A".formatted(base, PROFILE));
    lines.add("           curl -s %s/fit -H 'Content-Type: application/json' \\".formatted(base));
    lines.add(
        "             -d '{\"attributes\":{\"industry\":\"software\",\"employees\":120,\"technologies\":[\"kafka\"]}}'");
    lines.add("           curl -sN %s%s/changes".formatted(base, PROFILE));
    lines.add(terminal.faint("Ctrl-C stops the demo. One line per new version follows:"));
    return lines;
  }

  private static String urlOption(String base) {
    return base.endsWith(":8080") ? "" : " --url " + base;
  }

  private static String planted() {
    return String.join(", ", Market.BEFORE.effects().keySet());
  }

  private static Set<String> attributes(JsonNode version) {
    return StreamSupport.stream(version.path("learned").path("criteria").spliterator(), false)
        .map(criterion -> criterion.path("attribute").asText())
        .collect(Collectors.toSet());
  }
}
