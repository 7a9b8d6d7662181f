package dev.lodestar.standalone.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// A port of this machine that was free a moment ago.
public final class Port {

  private Port() {}

  /// The port, if nobody listens there.
  ///
  /// @param port 0 for any
  /// @param what listens there, to begin a sentence with
  /// @param option by which another one is chosen
  /// @throws Refusal if another program listens there
  public static int requireFree(int port, String what, String option) {
    if (port < 0 || port > 65_535) {
      throw new Refusal("%s cannot be %d: ports are 0 to 65535.".formatted(what, port));
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Refusal(
          "%s %d is taken by another program: stop that, or choose another with %s."
              .formatted(what, port, option),
          e);
    }
  }
}
