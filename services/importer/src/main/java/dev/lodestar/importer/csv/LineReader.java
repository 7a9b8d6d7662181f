package dev.lodestar.importer.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Splits a stream into lines ended by `\n`, `\r\n` or `\r`, keeping no more than `limit` bytes of
/// each.
final class LineReader implements Closeable {

  private static final int END = -1;

  private final InputStream in;
  private final int limit;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private byte[] kept = new byte[256];
  private boolean afterCarriageReturn;
  private long lines;
  private long consumed;

  LineReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /// The next line, or null at the end of the stream.
  @Nullable Line next() throws IOException {
    int b = read();
    if (afterCarriageReturn && b == '\n') {
      b = read();
    }
    if (b == END) {
      return null;
    }
    int length = 0;
    boolean cut = false;
    while (b != END && b != '\n' && b != '\r') {
      if (length == limit) {
        cut = true;
      } else {
        if (length == kept.length) {
          kept = Arrays.copyOf(kept, Math.min(2 * length, limit));
        }
        kept[length++] = (byte) b;
      }
      b = read();
    }
    afterCarriageReturn = b == '\r';
    lines++;
    return new Line(lines, Arrays.copyOf(kept, length), cut);
  }

  /// How many bytes have been read.
  long position() {
    return consumed + position;
  }

  private int read() throws IOException {
    if (position == filled) {
      consumed += filled;
      filled = Math.max(in.read(buffer, 0, buffer.length), 0);
      position = 0;
      if (filled == 0) {
        return END;
      }
    }
    return buffer[position++] & 0xff;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
