package dev.lodestar.refinery.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lodestar.core.fit.Fit;
import dev.lodestar.core.fit.FitScale;
import dev.lodestar.core.fit.Reason;
import dev.lodestar.core.fit.Tier;
import dev.lodestar.core.retargeting.AtLapse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/// Writes how accounts fitted when they lapsed, for their store.
final class AtLapseSerde implements Serde<AtLapse> {

  /*
   * layout    byte 2
   * lapse     long lapsedAt in milliseconds since 1970, int version, text tier, double cutA, cutB, cutC
   * fit       double probability, int score, text tier, double logOdds, standardError, averageLogOdds
   * reasons   int count, each: text attribute, texts levels, boolean seen, double weight, standardError
   * unknown   texts
   * A text is an int length and as many bytes of UTF-8; texts are an int count and as many texts.
   */
  private static final byte LAYOUT = 2;

  @Override
  public Serializer<AtLapse> serializer() {
    return (topic, then) -> then == null ? null : bytes(then);
  }

  @Override
  public Deserializer<AtLapse> deserializer() {
    return (topic, bytes) -> bytes == null ? null : atLapse(bytes);
  }

  private static byte[] bytes(AtLapse then) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      out.writeLong(then.lapsedAt().toEpochMilli());
      out.writeInt(then.version());
      write(out, then.tier().name());
      out.writeDouble(then.cuts().cutA());
      out.writeDouble(then.cuts().cutB());
      out.writeDouble(then.cuts().cutC());
      write(out, then.fit());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Fit fit) throws IOException {
    out.writeDouble(fit.probability());
    out.writeInt(fit.score());
    write(out, fit.tier().name());
    out.writeDouble(fit.logOdds());
    out.writeDouble(fit.standardError());
    out.writeDouble(fit.averageLogOdds());
    out.writeInt(fit.reasons().size());
    for (Reason reason : fit.reasons()) {
      write(out, reason.attribute());
      write(out, reason.levels());
      out.writeBoolean(reason.seen());
      out.writeDouble(reason.weight());
      out.writeDouble(reason.standardError());
    }
    write(out, fit.unknown());
  }

  private static void write(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      write(out, text);
    }
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static AtLapse atLapse(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != LAYOUT) {
        throw new SerializationException("lapse of unknown layout: " + bytes[0]);
      }
      return new AtLapse(
          Instant.ofEpochMilli(in.readLong()), in.readInt(), tier(in), cuts(in), fit(in));
    } catch (IOException e) {
      throw new SerializationException("lapse ends too early", e);
    }
  }

  private static FitScale cuts(DataInputStream in) throws IOException {
    return new FitScale(List.of(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  private static Fit fit(DataInputStream in) throws IOException {
    return new Fit(
        in.readDouble(),
        in.readInt(),
        tier(in),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        reasons(in),
        texts(in));
  }

  private static List<Reason> reasons(DataInputStream in) throws IOException {
    var reasons = new ArrayList<Reason>();
    for (int left = in.readInt(); left > 0; left--) {
      reasons.add(
          new Reason(text(in), texts(in), in.readBoolean(), in.readDouble(), in.readDouble()));
    }
    return reasons;
  }

  private static Tier tier(DataInputStream in) throws IOException {
    return Tier.valueOf(text(in));
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    var texts = new ArrayList<String>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }
}
