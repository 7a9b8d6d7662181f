package dev.lodestar.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.lodestar.schemas.DealReported;
import dev.lodestar.schemas.DealStage;
import dev.lodestar.schemas.LedgerState;
import dev.lodestar.schemas.LeftOut;
import dev.lodestar.schemas.ProfileVersion;
import dev.lodestar.schemas.SiteVisited;
import dev.lodestar.wire.Any;
import dev.lodestar.wire.registry.KnownSchemas;
import dev.lodestar.wire.registry.RegistryUnavailable;
import dev.lodestar.wire.registry.SchemaRegistry;
import dev.lodestar.wire.translation.LedgerStates;
import dev.lodestar.wire.translation.ProfileVersions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdeTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String HEADER = "__value_schema_id";
  private static final long MEBIBYTE = 1024 * 1024;

  private final KnownSchemas registry = new KnownSchemas();
  private final AvroSerde<LeftOut> leftOut = new AvroSerde<>(registry, LeftOut.getClassSchema());
  private final AvroSerde<SiteVisited> visits =
      new AvroSerde<>(registry, SiteVisited.getClassSchema());

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void writesAZeroAndTheSchemasIdAndAvro() {
    byte[] bytes = leftOut.serializer().serialize("topic", new LeftOut("a", "bc"));

    // Avro writes a string as its length, doubled, and UTF-8. The id is that of KnownSchemasTest.
    assertThat(bytes).containsExactly(0x00, 0x1c, 0xcd, 0x82, 0x78, 0x02, 'a', 0x04, 'b', 'c');
    assertThat(leftOut.deserializer().deserialize("topic", bytes))
        .isEqualTo(new LeftOut("a", "bc"));
  }

  @Test
  void leavesNothingAsNothing() {
    assertThat(leftOut.serializer().serialize("topic", null)).isNull();
    assertThat(leftOut.deserializer().deserialize("topic", null)).isNull();
  }

  @Test
  void registersSchemasWithoutTheMarksOfJava() {
    leftOut.serializer().serialize("topic", new LeftOut("a", "b"));

    assertThat(registry.schema(0x1ccd8278).orElseThrow().toString()).doesNotContain("java");
  }

  @Test
  void readsWhatTheHeaderNamesByGuid() {
    registry.idOf("subject", LeftOut.getClassSchema());
    var guid = UUID.fromString("399b04f1-05b8-7244-e65b-50111d79d153");
    byte[] header =
        ByteBuffer.allocate(17)
            .put((byte) 1)
            .putLong(guid.getMostSignificantBits())
            .putLong(guid.getLeastSignificantBits())
            .array();
    var headers = new RecordHeaders().add(HEADER, header);

    assertThat(leftOut.deserializer().deserialize("topic", headers, new byte[] {2, 'a', 2, 'b'}))
        .isEqualTo(new LeftOut("a", "b"));
  }

  @Test
  void readsWhatTheHeaderNamesById() {
    registry.idOf("subject", LeftOut.getClassSchema());
    var headers =
        new RecordHeaders().add(HEADER, new byte[] {0, 0x1c, (byte) 0xcd, (byte) 0x82, 0x78});

    assertThat(leftOut.deserializer().deserialize("topic", headers, new byte[] {2, 'a', 2, 'b'}))
        .isEqualTo(new LeftOut("a", "b"));
  }

  @Test
  void readsWhatAnOlderWriterSent() {
    Schema older =
        SchemaBuilder.record(SiteVisited.getClassSchema().getFullName())
            .fields()
            .requiredString("eventId")
            .requiredString("accountId")
            .name("occurredAt")
            .type(SiteVisited.getClassSchema().getField("occurredAt").schema())
            .noDefault()
            .requiredString("source")
            .requiredString("url")
            .endRecord();
    var record =
        new GenericRecordBuilder(older)
            .set("eventId", "e1")
            .set("accountId", "a1")
            .set("occurredAt", NOON.toEpochMilli())
            .set("source", "web")
            .set("url", "/")
            .build();

    SiteVisited read = visits.deserializer().deserialize("topic", bytesOf(record));

    assertThat(read.getOccurredAt()).isEqualTo(NOON);
    assertThat(read.getUtmSource()).isNull();
  }

  @Test
  void readsAsUnknownWhatANewerWriterSent() {
    String current = DealReported.getClassSchema().toString();
    Schema newer =
        new Schema.Parser()
            .parse(
                current
                    .replace("\"REOPENED\"]", "\"REOPENED\",\"PAUSED\"]")
                    .replace(
                        "{\"name\":\"product\"",
                        "{\"name\":\"mood\",\"type\":\"string\",\"default\":\"\"},{\"name\":\"product\""));
    var record =
        new GenericRecordBuilder(newer)
            .set("eventId", "e1")
            .set("accountId", "a1")
            .set("occurredAt", NOON.toEpochMilli())
            .set("source", "crm")
            .set("dealId", "d1")
            .set("stage", new GenericData.EnumSymbol(newer.getField("stage").schema(), "PAUSED"))
            .set("mood", "good")
            .build();
    var deals = new AvroSerde<DealReported>(registry, DealReported.getClassSchema());

    DealReported read = deals.deserializer().deserialize("topic", bytesOf(record));

    assertThat(read.getStage()).isEqualTo(DealStage.UNKNOWN);
    assertThat(read.getDealId()).isEqualTo("d1");
  }

  @Test
  void saysWhyBytesCannotBeRead() {
    registry.idOf("subject", LeftOut.getClassSchema());

    assertUnreadable("the value is empty");
    assertUnreadable(
        "the value does not begin with 0x00 and a schema id, but with 0x7b, and has 2 bytes",
        '{',
        '}');
    assertUnreadable(
        "the value does not begin with 0x00 and a schema id, but with 0x00, and has 3 bytes",
        0,
        0,
        0);
    assertUnreadable("the schema registry knows no schema 5", 0, 0, 0, 0, 5, 2, 'a', 2, 'b');
    assertUnreadable(
        "the value ends before the LeftOut does", 0, 0x1c, 0xcd, 0x82, 0x78, 2, 'a', 8);
    assertUnreadable(
        "bytes are left over after the LeftOut", 0, 0x1c, 0xcd, 0x82, 0x78, 2, 'a', 2, 'b', 0);
  }

  @Test
  void saysWhyAForeignRecordCannotBeRead() {
    var other = SchemaBuilder.record("Other").fields().requiredInt("number").endRecord();
    byte[] bytes = bytesOf(new GenericRecordBuilder(other).set("number", 1).build());

    assertThatThrownBy(() -> leftOut.deserializer().deserialize("topic", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith("the value is not a LeftOut: ");
  }

  @Test
  void doesNotBlameTheRecordWhenTheRegistryIsAway() {
    var away = new AvroSerde<LeftOut>(new AwayRegistry(), LeftOut.getClassSchema());

    assertThatThrownBy(() -> away.deserializer().deserialize("topic", new byte[] {0, 0, 0, 0, 1}))
        .isInstanceOf(RegistryUnavailable.class)
        .isNotInstanceOf(SerializationException.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void survivesDamagedBytes(long seed) {
    var any = new Any(seed);
    var random = new Random(seed);
    var versions = new AvroSerde<ProfileVersion>(registry, ProfileVersion.getClassSchema());
    var ledgers = new AvroSerde<LedgerState>(registry, LedgerState.getClassSchema());
    var version = ProfileVersions.toAvro(any.profileVersion());
    var ledger = LedgerStates.toAvro(any.ledger());

    assertSurvives(
        versions.deserializer(), versions.serializer().serialize("versions", version), random);
    assertSurvives(
        ledgers.deserializer(), ledgers.serializer().serialize("ledgers", ledger), random);

    byte[] sound = versions.serializer().serialize("versions", version);
    assertThat(versions.deserializer().deserialize("versions", sound)).isEqualTo(version);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void survivesAnyBytes(long seed) {
    var random = new Random(seed);
    int id = registry.idOf("subject", LedgerState.getClassSchema());
    var ledgers = new AvroSerde<LedgerState>(registry, LedgerState.getClassSchema());

    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[5 + random.nextInt(100)];
      random.nextBytes(bytes);
      ByteBuffer.wrap(bytes).put((byte) 0).putInt(id);
      assertReadsOrRefuses(ledgers.deserializer(), bytes);
    }
  }

  @Test
  void takesNoMoreMemoryThanARecordHasBytes() {
    int id = registry.idOf("subject", LedgerState.getClassSchema());
    var ledgers = new AvroSerde<LedgerState>(registry, LedgerState.getClassSchema());
    // A string, and then an array, that claim to be 2^30 long.
    byte[] length = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x08};
    byte[] text = ByteBuffer.allocate(11).put((byte) 0).putInt(id).put(length).array();
    byte[] array =
        ByteBuffer.allocate(13)
            .put((byte) 0)
            .putInt(id)
            .put((byte) 2)
            .put((byte) 'a')
            .put(length)
            .array();
    assertReadsOrRefuses(ledgers.deserializer(), text);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> ledgers.deserializer().deserialize("topic", text))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> ledgers.deserializer().deserialize("topic", array))
        .isInstanceOf(SerializationException.class);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MEBIBYTE);
  }

  private void assertUnreadable(String reason, int... bytes) {
    byte[] value = new byte[bytes.length];
    IntStream.range(0, bytes.length).forEach(i -> value[i] = (byte) bytes[i]);
    assertThatThrownBy(() -> leftOut.deserializer().deserialize("topic", value))
        .isInstanceOf(SerializationException.class)
        .hasMessage(reason);
  }

  private static void assertSurvives(Deserializer<?> deserializer, byte[] sound, Random random) {
    for (int i = 0; i < 100; i++) {
      byte[] damaged = sound.clone();
      int places = 1 + random.nextInt(4);
      for (int place = 0; place < places && damaged.length > 5; place++) {
        damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
      }
      assertReadsOrRefuses(deserializer, damaged);
    }
  }

  private static void assertReadsOrRefuses(Deserializer<?> deserializer, byte[] bytes) {
    assertThatCode(
            () -> {
              try {
                deserializer.deserialize("topic", bytes);
              } catch (SerializationException e) {
                assertThat(e).hasMessageNotContaining("null");
              }
            })
        .doesNotThrowAnyException();
  }

  private byte[] bytesOf(GenericRecord record) {
    var out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(
        ByteBuffer.allocate(4).putInt(registry.idOf("subject", record.getSchema())).array());
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    } catch (IOException e) {
      throw new AssertionError(new String(out.toByteArray(), UTF_8), e);
    }
    return out.toByteArray();
  }

  private static final class AwayRegistry implements SchemaRegistry {

    @Override
    public int idOf(String subject, Schema schema) {
      throw new RegistryUnavailable("away");
    }

    @Override
    public Optional<Schema> schema(int id) {
      throw new RegistryUnavailable("away");
    }

    @Override
    public Optional<Schema> schema(UUID guid) {
      throw new RegistryUnavailable("away");
    }

    @Override
    public void close() {}
  }
}
