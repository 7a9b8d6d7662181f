package dev.lodestar.query.webhook;

import dev.lodestar.core.account.AttributeValue;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.query.json.JsonFields;
import dev.lodestar.query.json.JsonFields.Item;
import dev.lodestar.query.outbound.Reachable;
import dev.lodestar.query.problem.InvalidField;
import dev.lodestar.wire.CloudEvents;
import dev.lodestar.wire.webhook.Filter;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Reads a [WebhookDocument] that somebody typed, and says exactly what is wrong with it.
final class WebhookReading {

  static final int MAX_URL = 2_000;
  static final int MAX_DESCRIPTION = 500;
  static final int MAX_ENTRIES = 100;
  static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private WebhookReading() {}

  /// What somebody asks for.
  record Wish(URI url, Optional<String> description, Filter filter, boolean enabled) {}

  /// @throws InvalidField naming the first field that breaks a rule
  static Wish read(byte[] body, Reachable reachable) {
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly("url", "description", "types", "profiles", "attributes", "tiers", "enabled");
    return new Wish(
        url(
            fields.text("url").orElseThrow(() -> new InvalidField("url", "", "must be given")),
            reachable),
        fields.text("description").map(WebhookReading::description),
        new Filter(
            texts(fields, "types", WebhookReading::requireType),
            texts(fields, "profiles", WebhookReading::requireProfileId),
            texts(fields, "attributes", WebhookReading::requireAttribute),
            tiers(fields)),
        fields.truth("enabled").orElse(true));
  }

  /// How long an earlier secret stays valid after a rotation.
  static Optional<Duration> overlap(byte[] body) {
    JsonFields fields = JsonFields.of(body);
    fields.allowOnly("overlap");
    return fields
        .duration("overlap")
        .map(overlap -> {
          if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new InvalidField("overlap", overlap.toString(), "must be within PT0S and P7D");
          }
          return overlap;
        });
  }

  private static URI url(String text, Reachable reachable) {
    if (text.length() > MAX_URL) {
      throw new InvalidField("url", text, "must be at most " + MAX_URL + " characters");
    }
    URI url;
    try {
      url = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw new InvalidField("url", text, "must be a URL: " + e.getReason());
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new InvalidField("url", text, "must begin with https:// or http://");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
      throw new InvalidField("url", text, "must name a host, and a port that there can be");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new InvalidField(
          "url", text, "must hold neither a password nor a fragment; deliveries are signed");
    }
    requireReachable(url, reachable);
    return url;
  }

  /// As far as it can be told now: what a name stands for is looked at when it is connected to.
  private static void requireReachable(URI url, Reachable reachable) {
    byte[] address = NetUtil.createByteArrayFromIpAddressString(url.getHost());
    if (address == null) {
      return;
    }
    try {
      if (!reachable.permits(InetAddress.getByAddress(address))) {
        throw new InvalidField(
            "url",
            url.toString(),
            "must be a public address, or in a network that LODESTAR_WEBHOOK_NETWORKS allows");
      }
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }

  private static String description(String text) {
    if (text.length() > MAX_DESCRIPTION) {
      throw new InvalidField(
          "description", text, "must be at most " + MAX_DESCRIPTION + " characters");
    }
    return text;
  }

  private static SortedSet<String> texts(JsonFields fields, String name, Consumer<Item> rule) {
    List<Item> items = few(fields, name);
    SortedSet<String> texts = new TreeSet<>();
    for (Item item : items) {
      rule.accept(item);
      texts.add(JsonFields.text(item.path(), item.node()));
    }
    return texts;
  }

  private static Set<Tier> tiers(JsonFields fields) {
    Set<Tier> tiers = new TreeSet<>();
    for (Item item : few(fields, "tiers")) {
      tiers.add(
          JsonFields.oneOf(item.path(), JsonFields.text(item.path(), item.node()), Tier.class));
    }
    return tiers;
  }

  private static List<Item> few(JsonFields fields, String name) {
    List<Item> items = fields.items(name).orElse(List.of());
    if (items.size() > MAX_ENTRIES) {
      throw new InvalidField(name, items.size() + " entries", "must be at most " + MAX_ENTRIES);
    }
    return items;
  }

  private static void requireType(Item item) {
    String type = JsonFields.text(item.path(), item.node());
    if (!CloudEvents.types().contains(type)) {
      throw new InvalidField(
          item.path(), type, "must be one of " + String.join(", ", CloudEvents.types()));
    }
  }

  /// Of any profile, also one that is still to come.
  private static void requireProfileId(Item item) {
    String id = JsonFields.text(item.path(), item.node());
    try {
      ProfileDefinition.withDefaults(id);
    } catch (IllegalArgumentException e) {
      throw new InvalidField(item.path(), id, String.valueOf(e.getMessage()));
    }
  }

  private static void requireAttribute(Item item) {
    String name = JsonFields.text(item.path(), item.node());
    if (name.isBlank() || name.length() > AttributeValue.MAX_TEXT) {
      throw new InvalidField(
          item.path(), name, "must be text of 1 to " + AttributeValue.MAX_TEXT + " characters");
    }
  }
}
