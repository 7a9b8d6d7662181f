package dev.lodestar.standalone.terminal;

import static dev.lodestar.standalone.terminal.ProfileText.day;
import static dev.lodestar.standalone.terminal.ProfileText.list;
import static dev.lodestar.standalone.terminal.ProfileText.number;
import static dev.lodestar.standalone.terminal.Terminal.padded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lodestar.standalone.asking.ApiClient.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Readiness and profiles as the API answers them, for people.
public final class StatusText {

  private final Terminal terminal;
  private final URI base;

  /// @param base where the answers came from
  public StatusText(Terminal terminal, URI base) {
    this.terminal = terminal;
    this.base = base;
  }

  /// All there is to say.
  public List<String> of(Answer readiness, Answer profiles) {
    var lines = new ArrayList<String>();
    lines.add(
        "Lodestar at %s is %s"
            .formatted(
                base, readiness.isGood() ? terminal.good("ready") : terminal.bad("not ready")));
    lines.addAll(topics(readiness));
    lines.add("");
    List<JsonNode> items = list(profiles.body().path("items"));
    if (items.isEmpty()) {
      lines.add(
          profiles.isGood()
              ? "No profile yet: send deals, or import some."
              : profiles.body().path("detail").asText("Profiles cannot be told yet."));
    }
    for (JsonNode profile : items) {
      lines.addAll(profile(profile));
    }
    return lines;
  }

  /// The same for programs.
  public static JsonNode json(Answer readiness, Answer profiles) {
    ObjectNode both = JsonNodeFactory.instance.objectNode();
    both.put("ready", readiness.isGood());
    both.set("readiness", readiness.body());
    both.set("profiles", profiles.body().path("items"));
    return both;
  }

  /// Live topics need no words; the others are what it lags behind.
  private List<String> topics(Answer readiness) {
    var lines = new ArrayList<String>();
    readiness
        .body()
        .path("details")
        .path("topics")
        .path("details")
        .properties()
        .forEach(topic -> {
          String words = topic.getValue().asText();
          if (!words.startsWith("live") && !words.equals("answers")) {
            lines.add("  %s: %s".formatted(topic.getKey(), terminal.notable(words)));
          }
        });
    return lines;
  }

  private List<String> profile(JsonNode profile) {
    var lines = new ArrayList<String>();
    JsonNode version = profile.path("version");
    JsonNode live = profile.path("live");
    lines.add(
        terminal.bold(padded(profile.path("profileId").asText(), 12))
            + (version.isObject()
                ? " version %d, as of %s"
                    .formatted(version.path("number").asInt(), day(version.path("asOf")))
                : " no version yet"));
    if (live.isObject()) {
      JsonNode totals = live.path("totals");
      lines.add(
          "             %s closed deals: %s won (%s left since), %s lost; as of %s"
              .formatted(
                  number(totals.path("observations").asDouble()),
                  number(totals.path("won").asDouble()),
                  number(totals.path("churned").asDouble()),
                  number(totals.path("lost").asDouble()),
                  day(live.path("asOf"))));
      lines.add(
          "             %s refits held back since the version%s"
              .formatted(
                  number(live.path("heldBack").asDouble()),
                  ProfileText.because(live.path("heldBecause"))));
      if (live.hasNonNull("heldUntil")) {
        lines.add("             publication suspended until " + live.path("heldUntil").asText());
      }
    }
    return lines;
  }
}
