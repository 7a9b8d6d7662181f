package dev.lodestar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lodestar.wire.registry.KnownSchemas;
import dev.lodestar.wire.translation.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

  private static final KnownSchemas REGISTRY = new KnownSchemas();
  private static final Topics TOPICS = Topics.of("acme.", REGISTRY);
  private static final StateSerdes STATE = new StateSerdes(REGISTRY);

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackADefinitionAsItWas(long seed) {
    assertCrosses(TOPICS.profileDefinitions().value(), new Any(seed).profileDefinition());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAVersionAsItWas(long seed) {
    assertCrosses(TOPICS.profileVersions().value(), new Any(seed).profileVersion());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAChangeAsItWas(long seed) {
    assertCrosses(TOPICS.profileChanges().value(), new Any(seed).publishedChange());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAStatusAsItWas(long seed) {
    assertCrosses(TOPICS.profileStatus().value(), new Any(seed).profileStatus());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackARequestAsItWas(long seed) {
    assertCrosses(TOPICS.profileRequests().value(), new Any(seed).profileRequest());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAPinAsItWas(long seed) {
    assertCrosses(TOPICS.profilePins().value(), new Any(seed).pin());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackARetargetingPolicyAsItWas(long seed) {
    assertCrosses(TOPICS.retargetingPolicies().value(), new Any(seed).retargetingPolicy());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackALabelAsItWas(long seed) {
    assertCrosses(TOPICS.profileLabels().value(), new Any(seed).label());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAPartOfARescoringAsItWas(long seed) {
    assertCrosses(TOPICS.rescorings().value(), new Any(seed).rescoredPart());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAnAccountViewAsItWas(long seed) {
    assertCrosses(TOPICS.accountViews().value(), new Any(seed).accountView());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAFitAsItWas(long seed) {
    assertCrosses(TOPICS.fits().value(), new Any(seed).accountFit());
    assertCrosses(TOPICS.accountEnds().value(), new Any(seed).accountEnd());
    assertCrosses(TOPICS.handovers().value(), new Any(seed).handover());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackARetargetingAsItWas(long seed) {
    assertCrosses(TOPICS.retargeting().value(), new Any(seed).retargeting());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAWebhookAsItWas(long seed) {
    assertCrosses(TOPICS.webhooks().value(), new Any(seed).webhook());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackWhatIsKnownOfDeliveriesAsItWas(long seed) {
    assertCrosses(TOPICS.webhookProgress().value(), new Any(seed).webhookProgress());
    assertCrosses(TOPICS.webhookFailures().value(), new Any(seed).webhookFailure());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackALedgerAsItWas(long seed) {
    assertCrosses(STATE.ledger(), new Any(seed).ledger());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAnObservationAsItWas(long seed) {
    assertCrosses(STATE.observation(), new Any(seed).observation());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void giveBackAnEventAsItWas(long seed) {
    var event = new Any(seed).event();

    var avro = Events.toAvro(event);

    assertThat(Events.toDomain(avro)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void refuseDamagedBytesAndNothingElse(long seed) {
    var any = new Any(seed);
    var random = new Random(seed);

    assertSurvives(TOPICS.profileDefinitions().value(), any.profileDefinition(), random);
    assertSurvives(TOPICS.profileVersions().value(), any.profileVersion(), random);
    assertSurvives(TOPICS.profileChanges().value(), any.publishedChange(), random);
    assertSurvives(TOPICS.profileStatus().value(), any.profileStatus(), random);
    assertSurvives(TOPICS.profileRequests().value(), any.profileRequest(), random);
    assertSurvives(TOPICS.profilePins().value(), any.pin(), random);
    assertSurvives(TOPICS.retargetingPolicies().value(), any.retargetingPolicy(), random);
    assertSurvives(TOPICS.rescorings().value(), any.rescoredPart(), random);
    assertSurvives(TOPICS.accountViews().value(), any.accountView(), random);
    assertSurvives(TOPICS.fits().value(), any.accountFit(), random);
    assertSurvives(TOPICS.accountEnds().value(), any.accountEnd(), random);
    assertSurvives(TOPICS.handovers().value(), any.handover(), random);
    assertSurvives(TOPICS.retargeting().value(), any.retargeting(), random);
    assertSurvives(TOPICS.webhooks().value(), any.webhook(), random);
    assertSurvives(TOPICS.webhookProgress().value(), any.webhookProgress(), random);
    assertSurvives(TOPICS.webhookFailures().value(), any.webhookFailure(), random);
    assertSurvives(STATE.ledger(), any.ledger(), random);
    assertSurvives(STATE.observation(), any.observation(), random);
  }

  @Test
  void nameEveryTopicOnce() {
    List<String> names = TOPICS.all().stream().<String>map(Topic::name).toList();

    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("acme."));
    assertThat(names).contains("acme.accounts", "acme.deal-outcomes.rejected", "acme.schemas");
  }

  @Test
  void areAllInTheCatalogue() throws IOException {
    String catalogue = Files.readString(Path.of("..", "..", "schemas", "README.md"));

    assertThat(TOPICS.all())
        .map(topic -> topic.title().endsWith(".rejected") ? "<topic>.rejected" : topic.title())
        .allSatisfy(title -> assertThat(catalogue).contains("| `" + title + "` |"));
  }

  @Test
  void nameNodesAfterTopics() {
    assertThat(TOPICS.profileVersions().readNode()).isEqualTo("read-profile-versions");
    assertThat(TOPICS.rejected(TOPICS.accounts()).writeNode()).isEqualTo("write-accounts.rejected");
  }

  @Test
  void sortVersionsByNumber() {
    assertThat(List.of(Topics.versionKey("p", 10), Topics.versionKey("p", 9)).stream().sorted())
        .containsExactly("p/00000009", "p/00000010");
  }

  /// Also that equal values are written as equal bytes.
  private static <T> void assertCrosses(Serde<T> serde, T value) {
    byte[] bytes = serde.serializer().serialize("topic", value);

    T back = serde.deserializer().deserialize("topic", bytes);

    assertThat(back).isEqualTo(value);
    assertThat(serde.serializer().serialize("topic", back)).isEqualTo(bytes);
  }

  private static <T> void assertSurvives(Serde<T> serde, T value, Random random) {
    byte[] sound = serde.serializer().serialize("topic", value);
    for (int i = 0; i < 40; i++) {
      byte[] damaged = sound.clone();
      damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      assertThatCode(() -> readOrRefuse(serde, damaged)).doesNotThrowAnyException();
    }
  }

  private static <T> void readOrRefuse(Serde<T> serde, byte[] bytes) {
    try {
      serde.deserializer().deserialize("topic", bytes);
    } catch (SerializationException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
