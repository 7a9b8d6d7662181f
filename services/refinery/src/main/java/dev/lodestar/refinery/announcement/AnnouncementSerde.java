package dev.lodestar.refinery.announcement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.profile.ProfileVersion;
import dev.lodestar.core.retargeting.RetargetingPolicy;
import dev.lodestar.refinery.announcement.Announcement.Defined;
import dev.lodestar.refinery.announcement.Announcement.Dropped;
import dev.lodestar.refinery.announcement.Announcement.PolicySet;
import dev.lodestar.refinery.announcement.Announcement.Published;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes announcements for internal topics and stores.
public final class AnnouncementSerde implements Serde<Announcement> {

  /*
   * layout   byte  1
   * kind     byte  1 defined, 2 dropped, 3 published, 4 policy set
   * number   long  of the scope; when published, of the turn; of the policy
   * rest     the definition or version, as its own topic holds it; the profile id in UTF-8 when dropped; for a
   *          policy, the length of the profile id (int), that id in UTF-8, and the policy as its own topic holds it
   */
  private static final byte LAYOUT = 1;
  private static final byte DEFINED = 1;
  private static final byte DROPPED = 2;
  private static final byte PUBLISHED = 3;
  private static final byte POLICY_SET = 4;
  private static final int HEAD = 2 + Long.BYTES;

  private final Topic<String, ProfileDefinition> definitions;
  private final Topic<String, ProfileVersion> versions;
  private final Topic<String, RetargetingPolicy> policies;

  public AnnouncementSerde(Topics topics) {
    definitions = topics.profileDefinitions();
    versions = topics.profileVersions();
    policies = topics.retargetingPolicies();
  }

  @Override
  public Serializer<Announcement> serializer() {
    return (topic, announcement) ->
        switch (announcement) {
          case null -> null;
          case Defined(var definition, var scope) ->
              bytes(DEFINED, scope, bytes(definitions, definition));
          case Dropped(var profileId, var scope) ->
              bytes(DROPPED, scope, definitions.key().serializer().serialize(topic, profileId));
          case Published(var version, var turn) -> bytes(PUBLISHED, turn, bytes(versions, version));
          case PolicySet(var profileId, var policy, var number) ->
              bytes(POLICY_SET, number, bytes(profileId, bytes(policies, policy)));
        };
  }

  @Override
  public Deserializer<Announcement> deserializer() {
    return (topic, bytes) -> bytes == null ? null : announcement(topic, bytes);
  }

  private Announcement announcement(String topic, byte[] bytes) {
    var head = ByteBuffer.wrap(bytes);
    if (head.get() != LAYOUT) {
      throw new SerializationException("announcement of unknown layout: " + bytes[0]);
    }
    byte kind = head.get();
    long number = head.getLong();
    var rest = new byte[bytes.length - HEAD];
    head.get(rest);
    return switch (kind) {
      case DEFINED -> new Defined(value(definitions, rest), number);
      case DROPPED ->
          new Dropped(definitions.key().deserializer().deserialize(topic, rest), number);
      case PUBLISHED -> new Published(value(versions, rest), number);
      case POLICY_SET -> policySet(rest, number);
      default -> throw new SerializationException("announcement of unknown kind: " + kind);
    };
  }

  private PolicySet policySet(byte[] rest, long number) {
    var in = ByteBuffer.wrap(rest);
    var id = new byte[in.getInt()];
    in.get(id);
    var policy = new byte[in.remaining()];
    in.get(policy);
    return new PolicySet(new String(id, UTF_8), value(policies, policy), number);
  }

  private static byte[] bytes(String profileId, byte[] policy) {
    byte[] id = profileId.getBytes(UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + id.length + policy.length)
        .putInt(id.length)
        .put(id)
        .put(policy)
        .array();
  }

  private static byte[] bytes(byte kind, long number, byte[] rest) {
    return ByteBuffer.allocate(HEAD + rest.length)
        .put(LAYOUT)
        .put(kind)
        .putLong(number)
        .put(rest)
        .array();
  }

  // The topic's own name, so that no schema is registered a second time for internal use.
  private static <V> byte[] bytes(Topic<String, V> as, V value) {
    return as.value().serializer().serialize(as.name(), value);
  }

  private static <V> V value(Topic<String, V> as, byte[] bytes) {
    return requireNonNull(as.value().deserializer().deserialize(as.name(), bytes));
  }
}
