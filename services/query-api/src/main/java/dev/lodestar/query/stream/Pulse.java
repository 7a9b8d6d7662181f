package dev.lodestar.query.stream;

import java.time.Duration;

/// How event streams keep in touch with clients.
///
/// @param heartbeat how often an idle connection is written to, which finds out that a client has
///   left
/// @param patience how long a connection may take nothing before it is hung up on
public record Pulse(Duration heartbeat, Duration patience) {

  public static final Pulse DEFAULT = new Pulse(Duration.ofSeconds(15), Duration.ofSeconds(60));
}
