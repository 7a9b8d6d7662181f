package dev.lodestar.query.outbound;

import java.io.IOException;
import java.net.InetAddress;

/// A connection to an address that is not for us to reach.
final class AddressRefused extends IOException {

  private static final long serialVersionUID = 1;

  AddressRefused(InetAddress address) {
    super(
        address.getHostAddress()
            + " is not a public address; LODESTAR_WEBHOOK_NETWORKS says which others may be"
            + " reached");
  }
}
