package dev.lodestar.standalone.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortTest {

  @Test
  void namesTheOptionWhenItIsTaken() throws IOException {
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> Port.requireFree(port, "HTTP port", "--port"))
          .isInstanceOf(Refusal.class)
          .hasMessage(
              "HTTP port %d is taken by another program: stop that, or choose another with --port."
                  .formatted(port));
    }
  }

  @Test
  void isAnyFreeOneForZero() {
    assertThat(Port.requireFree(0, "HTTP port", "--port")).isPositive();
  }

  @Test
  void liesWithinItsRange() {
    assertThatThrownBy(() -> Port.requireFree(65_536, "HTTP port", "--port"))
        .hasMessage("HTTP port cannot be 65536: ports are 0 to 65535.");
  }
}
