package dev.lodestar.importer.delivery;

import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.KnownSchemas;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/// Whether Lodestar is installed on a Kafka cluster.
final class Installation {

  private static final int PATIENCE_MS = 10_000;

  private Installation() {}

  /// @throws DeliveryException if no broker answers, or the topics for events do not exist
  static void require(Destination destination) throws DeliveryException {
    // Only names are needed, so no registry is.
    List<String> inputs =
        Topics.of(destination.prefix(), new KnownSchemas()).inputs().stream()
            .map(topic -> topic.name())
            .toList();
    try (Admin admin = admin(destination)) {
      Set<String> missing = new TreeSet<>(inputs);
      missing.removeAll(Futures.get(admin.listTopics().names()));
      if (!missing.isEmpty()) {
        throw new DeliveryException(
            "Lodestar has not run on the Kafka cluster at %s yet (no topic %s): start ./lodestar up or the refinery first, or name another --prefix."
                .formatted(destination.address(), String.join(", ", missing)));
      }
    } catch (KafkaException e) {
      throw Delivery.away(destination, e);
    }
  }

  static Admin admin(Destination destination) {
    return Admin.create(
        destination.client(
            Map.of(
                "client.id",
                "lodestar-import-admin",
                "request.timeout.ms",
                PATIENCE_MS / 2,
                "default.api.timeout.ms",
                PATIENCE_MS)));
  }
}
