package dev.lodestar.importer.send;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodestar.core.account.EventRules;
import dev.lodestar.wire.Connection;
import dev.lodestar.wire.ConnectionOptions;
import dev.lodestar.wire.Topic;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.translation.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Sends events written as JSON, one to a line.
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Sends events written as JSON, one to a line, from a file or from standard input.",
      "Field names are those of the event's schema; times are ISO 8601. Without occurredAt an event"
          + " occurred now; without eventId its id is made of its text, so that sending it again is"
          + " harmless.",
    },
    footer = {
      "",
      "Example:",
      "  echo '{\"accountId\":\"acme\",\"dealId\":\"d-17\",\"stage\":\"WON\",\"amount\":12000}' \\",
      "    | ./lodestar send deal-outcomes",
    })
public final class SendCommand implements Callable<Integer> {

  private static final int BROKER_AWAY = 3;

  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "TOPIC",
      description = "accounts, website-visits, deal-outcomes, churn-events or account-identities")
  private String topic = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Read from this file instead of standard input.")
  private @Nullable Path file;

  @Mixin private final ConnectionOptions options = new ConnectionOptions();

  /// @param clock tells when an event without a time occurred
  public SendCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Connection connection = options.connection();
    try (var registry = connection.registry().open(connection.prefix(), connection.clientConfig());
        var lines = lines()) {
      Topics topics = Topics.of(connection.prefix(), registry);
      var client = connection.clientConfig();
      return switch (topic) {
        case "accounts" -> send(lines, client, topics.accounts(), JsonEvent::attributesObserved);
        case "website-visits" ->
            send(lines, client, topics.websiteVisits(), JsonEvent::siteVisited);
        case "deal-outcomes" -> send(lines, client, topics.dealOutcomes(), JsonEvent::dealReported);
        case "churn-events" -> send(lines, client, topics.churnEvents(), JsonEvent::churnReported);
        case "account-identities" ->
            send(lines, client, topics.accountIdentities(), JsonEvent::identityChanged);
        default -> {
          err(
              "no topic %s; events go to accounts, website-visits, deal-outcomes, churn-events or account-identities"
                  .formatted(topic));
          yield 2;
        }
      };
    } catch (KafkaException | ExecutionException e) {
      err(
          "the broker at %s did not take the events: %s"
              .formatted(connection.address(), e.getMessage()));
      return BROKER_AWAY;
    }
  }

  private <E extends SpecificRecord> int send(
      BufferedReader lines,
      Map<String, Object> client,
      Topic<String, E> target,
      Function<JsonEvent, E> reading)
      throws IOException, InterruptedException, ExecutionException {
    var mapper =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    config.putAll(client);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    int refused = 0;
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (var producer =
        new KafkaProducer<>(config, target.key().serializer(), target.value().serializer())) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          Instant now = clock.instant();
          E event = reading.apply(new JsonEvent(mapper.readTree(line), idOf(line), now));
          var account = Events.toDomain(event);
          EventRules.check(account, now)
              .ifPresent(why -> {
                throw new IllegalArgumentException(why);
              });
          sent.add(producer.send(new ProducerRecord<>(target.name(), account.accountId(), event)));
        } catch (JsonProcessingException e) {
          refused++;
          err("line %d: not JSON: %s".formatted(number, e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
          refused++;
          err("line %d: %s".formatted(number, e.getMessage()));
        }
      }
      producer.flush();
      for (var metadata : sent) {
        metadata.get();
      }
    }
    out("%,d sent to %s, %,d refused".formatted(sent.size(), target.name(), refused));
    return refused == 0 ? 0 : 1;
  }

  private BufferedReader lines() throws IOException {
    return file == null
        ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        : Files.newBufferedReader(file);
  }

  private static String idOf(String line) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
      return "send:" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void out(String text) {
    writer(true).println(text);
  }

  private void err(String text) {
    writer(false).println(text);
  }

  private PrintWriter writer(boolean out) {
    if (spec == null) {
      throw new IllegalStateException("not called through picocli");
    }
    return out ? spec.commandLine().getOut() : spec.commandLine().getErr();
  }
}
