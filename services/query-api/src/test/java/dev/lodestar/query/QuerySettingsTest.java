package dev.lodestar.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuerySettingsTest {

  @Test
  void haveDefaultsForAContainer() {
    QuerySettings settings = QuerySettings.fromEnvironment(Map.of());

    assertThat(settings.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(settings.topicPrefix()).isEqualTo("lodestar.");
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.registry().url()).isEmpty();
  }

  @Test
  void passOnWhatKafkasClientsNeed() {
    QuerySettings settings =
        QuerySettings.fromEnvironment(
            Map.of(
                "LODESTAR_BOOTSTRAP_SERVERS", "kafka:19092",
                "LODESTAR_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "PATH", "/bin"));

    assertThat(settings.clientConfig())
        .containsEntry("bootstrap.servers", "kafka:19092")
        .containsEntry("security.protocol", "SASL_SSL")
        .hasSize(2);
  }

  @Test
  void knowARegistryWithItsCredentials() {
    QuerySettings settings =
        QuerySettings.fromEnvironment(
            Map.of(
                "LODESTAR_SCHEMA_REGISTRY_URL", "http://registry:8081",
                "LODESTAR_SCHEMA_REGISTRY_USER", "me"));

    assertThat(settings.registry().url()).contains(URI.create("http://registry:8081"));
    assertThat(settings.registry().credentials()).isPresent();
  }

  @Test
  void nameTheVariableThatMakesNoSense() {
    assertThatThrownBy(() -> QuerySettings.fromEnvironment(Map.of("LODESTAR_HTTP_PORT", "http")))
        .hasMessage("LODESTAR_HTTP_PORT is not a number: http");
    assertThatThrownBy(() -> QuerySettings.fromEnvironment(Map.of("LODESTAR_HTTP_PORT", "70000")))
        .hasMessageContaining("[0, 65535]: 70000");
    assertThatThrownBy(() ->
            QuerySettings.fromEnvironment(Map.of("LODESTAR_WEBHOOK_NETWORKS", "10.0.0.0/8,home")))
        .hasMessage("LODESTAR_WEBHOOK_NETWORKS names not a network such as 10.0.0.0/8: home");
  }
}
