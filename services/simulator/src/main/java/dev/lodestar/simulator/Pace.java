package dev.lodestar.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast a world is told.
///
/// Whatever the pace, nothing is told before it happens: a happening of tomorrow waits until
/// tomorrow.
public sealed interface Pace {

  /// When a happening is due, counted from when telling began.
  ///
  /// @param before how many were told before it
  Duration due(Happening happening, long before, Timeline timeline);

  /// As fast as they can be sent.
  record Unbounded() implements Pace {

    @Override
    public Duration due(Happening happening, long before, Timeline timeline) {
      return Duration.ZERO;
    }
  }

  record EventsPerSecond(double rate) implements Pace {

    public EventsPerSecond {
      requirePositive(rate);
    }

    @Override
    public Duration due(Happening happening, long before, Timeline timeline) {
      return seconds(before / rate);
    }
  }

  /// Days of the world up to the timeline's `now`; from there on time itself is the pace.
  record DaysPerSecond(double rate) implements Pace {

    public DaysPerSecond {
      requirePositive(rate);
    }

    @Override
    public Duration due(Happening happening, long before, Timeline timeline) {
      Instant at =
          happening.reportedAt().isBefore(timeline.now()) ? happening.reportedAt() : timeline.now();
      double days = (double) Duration.between(timeline.start(), at).toMillis() / Timeline.DAY_MS;
      return seconds(days / rate);
    }
  }

  /// Reads `max`, `500/s` (events) or `7d/s` (days).
  ///
  /// @throws IllegalArgumentException in words, if it is none of these
  static Pace parse(String text) {
    if (text.equals("max")) {
      return new Unbounded();
    }
    Matcher matcher = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(d?)/s").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a pace is max, events per second such as 500/s, or days per second such as 7d/s: "
              + text);
    }
    double rate = Double.parseDouble(matcher.group(1));
    return matcher.group(2).isEmpty() ? new EventsPerSecond(rate) : new DaysPerSecond(rate);
  }

  private static void requirePositive(double rate) {
    if (!(rate > 0 && rate <= 1e9)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a rate must be within (0, 1e9]: %s", rate));
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
