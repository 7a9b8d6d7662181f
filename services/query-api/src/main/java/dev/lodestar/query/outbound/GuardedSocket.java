package dev.lodestar.query.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/// A socket that connects to permitted addresses only.
///
/// It sees the very address that is connected to: whatever a name resolved to before, or will
/// resolve to a moment later, does not matter.
final class GuardedSocket extends Socket {

  private final Reachable reachable;

  GuardedSocket(Reachable reachable) {
    this.reachable = reachable;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (!(endpoint instanceof InetSocketAddress internet) || internet.getAddress() == null) {
      throw new IOException("not an address of the Internet");
    }
    if (!reachable.permits(internet.getAddress())) {
      throw new AddressRefused(internet.getAddress());
    }
    super.connect(endpoint, timeout);
  }
}
