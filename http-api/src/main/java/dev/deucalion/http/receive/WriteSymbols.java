package dev.deucalion.http.receive;

import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The table of symbols of one request: each with the hash of its bytes, and with its text once that
 * was asked for. For one thread; used again after {@link #begin}.
 */
final class WriteSymbols {
  /** Most symbols of a request. */
  static final int MAX_SYMBOLS = 1 << 20;

  private static final int MAX_KEPT = 1 << 14;

  private final SeriesHash hash;
  private byte[] bytes = new byte[0];
  private int[] ends = new int[64];
  private int[] lengths = new int[64];
  private long[] hashes = new long[128];
  private @Nullable String[] texts = new String[64];
  private int size;

  WriteSymbols(SeriesHash hash) {
    this.hash = hash;
  }

  /** Forgets all symbols; new ones are in this message. */
  void begin(byte[] message) {
    Arrays.fill(texts, 0, size, null);
    bytes = message;
    size = 0;
  }

  /** Lets go of the message and of what a large request needed. */
  void end() {
    begin(new byte[0]);
    if (ends.length > MAX_KEPT) {
      ends = new int[64];
      lengths = new int[64];
      hashes = new long[128];
      texts = new String[64];
    }
  }

  /**
   * Reads the value of a string field as the next symbol.
   *
   * @return false when there are too many
   */
  boolean read(WireReader in) throws WireException {
    if (size == MAX_SYMBOLS) {
      return false;
    }
    int length = in.readSlice();
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
      hashes = Arrays.copyOf(hashes, 4 * size);
      texts = Arrays.copyOf(texts, 2 * size);
    }
    int end = in.position();
    hash.of(bytes, end - length, end);
    hashes[2 * size] = hash.low();
    hashes[2 * size + 1] = hash.high();
    ends[size] = end;
    lengths[size] = length;
    size++;
    return true;
  }

  int size() {
    return size;
  }

  /** Whether a reference, taken as unsigned, is to a symbol. */
  boolean has(int ref) {
    return Integer.compareUnsigned(ref, size) < 0;
  }

  /** Lower half of a symbol's hash. */
  long hashLow(int ref) {
    return hashes[2 * ref];
  }

  /** Upper half of a symbol's hash. */
  long hashHigh(int ref) {
    return hashes[2 * ref + 1];
  }

  /** A symbol; what is not UTF-8 in it is replaced. */
  String text(int ref) {
    String text = texts[ref];
    if (text == null) {
      text = new String(bytes, ends[ref] - lengths[ref], lengths[ref], StandardCharsets.UTF_8);
      texts[ref] = text;
    }
    return text;
  }

  /** Whether a symbol is UTF-8. */
  boolean isUtf8(int ref) {
    return LabelPairs.isUtf8(text(ref), bytes, ends[ref] - lengths[ref], ends[ref]);
  }
}
