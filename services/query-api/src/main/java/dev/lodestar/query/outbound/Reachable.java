package dev.lodestar.query.outbound;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The addresses that we connect to on somebody's word: public ones, and those an operator allows.
///
/// Whoever may create a webhook could otherwise make us talk to what only we can reach: databases,
/// routers, the credentials that a cloud hands to its machines.
public final class Reachable {

  /* Of IANA's registries of special-purpose addresses, those that are not globally reachable; and one of Azure's. */
  private static final List<IpSubnetFilterRule> SPECIAL_V4 =
      rules(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10", // carriers' own; a cloud's metadata at 100.100.100.200
          "127.0.0.0/8",
          "168.63.129.16/32", // Azure's host
          "169.254.0.0/16", // metadata of most clouds
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /// All that is assigned to hosts of the Internet; unique-local, link-local and mapped IPv4 are
  /// not.
  private static final List<IpSubnetFilterRule> GLOBAL_V6 = rules("2000::/3");

  private static final List<IpSubnetFilterRule> SPECIAL_V6 =
      rules(
          "2001::/23", // protocols of their own, and tunnels to any IPv4 address
          "2001:db8::/32",
          "2002::/16", // tunnels to any IPv4 address
          "3fff::/20");

  private final List<IpSubnetFilterRule> allowed;

  private Reachable(List<IpSubnetFilterRule> allowed) {
    this.allowed = allowed;
  }

  /// Public addresses, and some networks besides.
  ///
  /// @param networks in CIDR notation by commas; empty for none
  /// @throws IllegalArgumentException naming the one that is no network
  public static Reachable with(String networks) {
    return new Reachable(
        Arrays.stream(networks.split(","))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .map(Reachable::rule)
            .toList());
  }

  public boolean permits(InetAddress address) {
    return matches(allowed, address) || isPublic(address);
  }

  private static boolean isPublic(InetAddress address) {
    return address instanceof Inet4Address
        ? !matches(SPECIAL_V4, address)
        : matches(GLOBAL_V6, address) && !matches(SPECIAL_V6, address);
  }

  private static boolean matches(List<IpSubnetFilterRule> rules, InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return rules.stream().anyMatch(rule -> rule.matches(socket));
  }

  private static List<IpSubnetFilterRule> rules(String... networks) {
    return Stream.of(networks).map(Reachable::rule).toList();
  }

  private static IpSubnetFilterRule rule(String network) {
    String[] parts = network.split("/", -1);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
    if (address == null || parts.length > 2) {
      throw new IllegalArgumentException("not a network such as 10.0.0.0/8: " + network);
    }
    try {
      int bits = parts.length == 1 ? 8 * address.length : Integer.parseInt(parts[1]);
      return new IpSubnetFilterRule(parts[0], bits, IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a network such as 10.0.0.0/8: " + network, e);
    }
  }
}
