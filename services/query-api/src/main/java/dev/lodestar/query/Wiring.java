package dev.lodestar.query;

import dev.lodestar.wire.Topics;
import dev.lodestar.wire.registry.SchemaRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

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
}
