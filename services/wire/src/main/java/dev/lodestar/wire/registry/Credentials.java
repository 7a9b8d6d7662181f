package dev.lodestar.wire.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// What a registry knows us by, over HTTP basic authentication.
public record Credentials(String user, String password) {

  String header() {
    return "Basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(UTF_8));
  }

  /// Without the password, so that it ends up in no log.
  @Override
  public String toString() {
    return "Credentials of " + user;
  }
}
