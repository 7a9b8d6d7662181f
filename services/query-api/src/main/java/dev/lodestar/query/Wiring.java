package dev.lodestar.query;

import dev.lodestar.query.delivery.Schedule;
import dev.lodestar.query.outbound.Reachable;
import dev.lodestar.query.outbound.Sender;
import dev.lodestar.query.stream.Pulse;
import dev.lodestar.query.targeting.Grades;
import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/// How the API is made of things that know nothing of Micronaut.
@Factory
final class Wiring {

  @Bean(preDestroy = "close")
  @Singleton
  SchemaRegistry registry(QuerySettings settings) {
    return settings.registry().open(settings.topicPrefix(), settings.clientConfig());
  }

  @Singleton
  Topics topics(QuerySettings settings, SchemaRegistry registry) {
    return Topics.of(settings.topicPrefix(), registry);
  }

  @Singleton
  @Requires(missingBeans = InstantSource.class)
  InstantSource clock() {
    return InstantSource.system();
  }

  @Singleton
  Reachable reachable(QuerySettings settings) {
    return settings.reachable();
  }

  @Singleton
  Grades grades(QuerySettings settings) {
    return settings.grades();
  }

  @Bean(preDestroy = "close")
  @Singleton
  Sender sender(Reachable reachable) {
    return new Sender(reachable, SystemDefaultDnsResolver.INSTANCE, Sender.Limits.DEFAULT);
  }

  @Singleton
  @Requires(missingBeans = Schedule.class)
  Schedule schedule() {
    return Schedule.DEFAULT;
  }

  @Singleton
  @Requires(missingBeans = Pulse.class)
  Pulse pulse() {
    return Pulse.DEFAULT;
  }
}
