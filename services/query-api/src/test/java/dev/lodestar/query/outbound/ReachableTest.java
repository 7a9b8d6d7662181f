package dev.lodestar.query.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1"
      })
  void isNotWhatOnlyWeCanReach(String address) {
    assertThat(Reachable.with("").permits(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "223.255.255.255",
        "2606:4700::1",
        "2a00:1450:4001::1"
      })
  void isWhatEverybodyCanReach(String address) {
    assertThat(Reachable.with("").permits(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.200.1.1, true",
    "10.0.0.0/8, 192.168.1.1, false",
    "'192.168.7.0/24, ::1/128', 192.168.7.9, true",
    "'192.168.7.0/24, ::1/128', ::1, true",
    "'192.168.7.0/24, ::1/128', 192.168.8.9, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "fd00::/8, fd12::1, true"
  })
  void isWhatAnOperatorAllows(String networks, String address, boolean isPermitted) {
    assertThat(Reachable.with(networks).permits(InetAddress.ofLiteral(address)))
        .isEqualTo(isPermitted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/8/8", "10/8", "/8"})
  void namesWhatIsNoNetwork(String network) {
    assertThatThrownBy(() -> Reachable.with("10.0.0.0/8, " + network))
        .hasMessageContaining(network);
  }
}
