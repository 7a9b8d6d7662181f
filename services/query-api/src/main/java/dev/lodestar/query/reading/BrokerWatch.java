package dev.lodestar.query.reading;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/// Tells whether the cluster answers.
@Singleton
public final class BrokerWatch {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Admin admin;

  BrokerWatch(KafkaAccess kafka) {
    this.admin = kafka.admin();
  }

  /// What is wrong; empty when the cluster answers. Takes up to [#PATIENCE].
  public Optional<String> trouble() throws InterruptedException {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(millis))
          .clusterId()
          .get(millis, TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (TimeoutException e) {
      return Optional.of("no answer within " + PATIENCE.toSeconds() + " s");
    }
  }

  @PreDestroy
  void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
