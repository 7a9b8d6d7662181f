package dev.lodestar.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lodestar.core.definition.ProfileDefinition;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.profile.LearnedProfile;
import dev.lodestar.core.retargeting.Retargeting;
import dev.lodestar.core.retargeting.Retargeting.Cause;
import dev.lodestar.core.retargeting.Retargeting.Moved;
import dev.lodestar.core.retargeting.Retargeting.State;
import dev.lodestar.query.webhook.Endpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the document says of events is what is streamed and posted.
class AsyncApiIT {

  private static final LearnedProfile LEARNED =
      Market.learned(ProfileDefinition.withDefaults("default"), new Market(7).deals(120));

  private static LiveApi api;
  private static Description asyncApi;
  private static Description openApi;

  @BeforeAll
  static void start() {
    api = LiveApi.start();
    asyncApi = Description.of(api.get("/asyncapi.yml").body());
    openApi = Description.of(api.get("/openapi.yml").body());
    api.write(Market.version("default", 1, Optional.empty(), LEARNED));
    api.awaitJson("/profiles/default/versions/1");
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void describesChangesOfAProfile() {
    for (String channel : new String[] {"changes", "changes-of-a-profile"}) {
      String path = address(channel).replace("{profileId}", "default");
      try (EventListener listener = EventListener.to(api, path, Optional.empty())) {
        requireMessage(channel, "ProfileSnapshot", listener.next().data());
      }
      try (EventListener listener =
          EventListener.to(api, path, Optional.of(channel.equals("changes") ? "default:0" : "0"))) {
        requireMessage(channel, "ProfileEvent", listener.next().data());
      }
    }
  }

  @Test
  void describesDecisionsAboutLapsedAccounts() {
    try (EventListener listener =
        EventListener.to(api, address("retargeting-stream"), Optional.empty())) {
      assertThat(listener.next().data()).isEmpty(); // only where it begins
      api.write(
          new Retargeting(
              "acct-9",
              "default",
              1,
              State.CANDIDATE,
              Cause.ACCOUNT,
              Tier.B,
              Tier.A,
              Tier.D,
              88,
              Market.NOON,
              Market.NOON.plusSeconds(9),
              Optional.of(new Moved(1.4, -0.2)),
              List.of("employees rose from 40 to 120"),
              List.of(Market.NOON)));
      requireMessage("retargeting-stream", "RetargetingEvent", listener.next().data());
    }
  }

  @Test
  void describesWhatWebhooksAreSent() {
    try (Endpoint endpoint = Endpoint.open()) {
      var created = LiveApi.json(api.post("/webhooks", "{\"url\":\"" + endpoint.url() + "\"}"));
      String path = "/webhooks/" + created.at("/webhook/id").textValue();
      assertThat(api.post(path + "/ping", "").statusCode()).isEqualTo(200);
      var delivery = endpoint.deliveries().getFirst();

      requireMessage("webhook", "WebhookPing", delivery.body());
      asyncApi
          .at("/components/messageTraits/StandardWebhook/headers/properties")
          .fieldNames()
          .forEachRemaining(name -> assertThat(delivery.header(name)).isNotBlank());
    }
  }

  private static String address(String channel) {
    return asyncApi.at("/channels/" + channel + "/address").textValue();
  }

  private static void requireMessage(String channel, String message, String sent) {
    assertThat(asyncApi.at("/channels/" + channel + "/messages").has(message)).isTrue();
    JsonNode event = LiveApi.parse(sent);
    JsonNode envelope = asyncApi.at("/components/schemas/CloudEvent");
    JsonNode own = asyncApi.at("/components/messages/" + message + "/payload/allOf/1/properties");

    assertThat(event.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            envelope.get("required").valueStream().map(JsonNode::textValue).toList());
    JsonNode type = own.get("type");
    assertThat(type.has("const") ? type.get("const").toString() : type.get("enum").toString())
        .contains(event.get("type").toString());
    requireData(event.get("data"), own.get("data"), message);
  }

  private static void requireData(JsonNode data, JsonNode schema, String message) {
    if (schema.has("$ref")) {
      String pointer = schema.get("$ref").textValue().replace("openapi.yml#", "");
      assertThat(openApi.at(pointer).isMissingNode()).as(pointer).isFalse();
      openApi.requireOf(data, openApi.at(pointer), message);
    } else {
      asyncApi.requireOf(data, schema, message);
    }
  }
}
