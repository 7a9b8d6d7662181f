package dev.lodestar.refinery.refinement;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.profile.Pin;
import dev.lodestar.core.profile.ProfileRequest.Hold;
import dev.lodestar.core.profile.ProfileRequest.Publish;
import dev.lodestar.core.profile.Rescoring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes progress for its store.
final class ProgressSerde implements Serde<Progress> {

  /*
   * layout     byte     2
   * arrivals   4 × long won, lost, churned, corrected
   * unsettled  boolean
   * heldBack   long
   * hold       boolean, and if it is true: by (int length, UTF-8), until (long, milliseconds since 1970)
   * publish    boolean, and if it is true: by (int length, UTF-8)
   * toldAll    int count, then as many ints
   * pin        boolean, and if it is true: version (int), by (int length, UTF-8)
   * rescored   int count, each: partition (int), 3 × long accounts, up, down
   */
  private static final byte LAYOUT = 2;

  @Override
  public Serializer<Progress> serializer() {
    return (topic, progress) -> progress == null ? null : bytes(progress);
  }

  @Override
  public Deserializer<Progress> deserializer() {
    return (topic, bytes) -> bytes == null ? null : progress(bytes);
  }

  private static byte[] bytes(Progress progress) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      out.writeLong(progress.arrivals().won());
      out.writeLong(progress.arrivals().lost());
      out.writeLong(progress.arrivals().churned());
      out.writeLong(progress.arrivals().corrected());
      out.writeBoolean(progress.unsettled());
      out.writeLong(progress.heldBack());
      out.writeBoolean(progress.hold().isPresent());
      if (progress.hold().isPresent()) {
        writeText(out, progress.hold().get().by());
        out.writeLong(progress.hold().get().until().toEpochMilli());
      }
      out.writeBoolean(progress.publish().isPresent());
      if (progress.publish().isPresent()) {
        writeText(out, progress.publish().get().by());
      }
      out.writeInt(progress.toldAll().size());
      for (int partition : progress.toldAll()) {
        out.writeInt(partition);
      }
      out.writeBoolean(progress.pin().isPresent());
      if (progress.pin().isPresent()) {
        out.writeInt(progress.pin().get().version());
        writeText(out, progress.pin().get().by());
      }
      out.writeInt(progress.rescored().size());
      for (var part : progress.rescored().entrySet()) {
        out.writeInt(part.getKey());
        out.writeLong(part.getValue().accounts());
        out.writeLong(part.getValue().up());
        out.writeLong(part.getValue().down());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Progress progress(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != LAYOUT) {
        throw new SerializationException("progress of unknown layout: " + bytes[0]);
      }
      return new Progress(
          new Arrivals(in.readLong(), in.readLong(), in.readLong(), in.readLong()),
          in.readBoolean(),
          in.readLong(),
          hold(in),
          in.readBoolean() ? Optional.of(new Publish(readText(in))) : Optional.empty(),
          partitions(in),
          in.readBoolean() ? Optional.of(new Pin(in.readInt(), readText(in))) : Optional.empty(),
          rescored(in));
    } catch (IOException e) {
      throw new SerializationException("progress ends too early", e);
    }
  }

  private static Optional<Hold> hold(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? Optional.of(new Hold(readText(in), Instant.ofEpochMilli(in.readLong())))
        : Optional.empty();
  }

  private static SortedSet<Integer> partitions(DataInputStream in) throws IOException {
    var partitions = new TreeSet<Integer>();
    for (int left = in.readInt(); left > 0; left--) {
      partitions.add(in.readInt());
    }
    return partitions;
  }

  private static SortedMap<Integer, Rescoring> rescored(DataInputStream in) throws IOException {
    var rescored = new TreeMap<Integer, Rescoring>();
    for (int left = in.readInt(); left > 0; left--) {
      rescored.put(in.readInt(), new Rescoring(in.readLong(), in.readLong(), in.readLong()));
    }
    return rescored;
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }
}
