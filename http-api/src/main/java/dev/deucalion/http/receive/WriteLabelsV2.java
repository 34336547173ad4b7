package dev.deucalion.http.receive;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a series or exemplar of remote write 2.0: references to names and values in turn.
 * Its name is the hash of the symbols' hashes. For one thread.
 */
final class WriteLabelsV2 implements SeriesName {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_REFS = 2 * LabelPairs.MAX_LABELS;

  private final WriteSymbols symbols;
  private final LabelPairs pairs = new LabelPairs();
  private int[] refs = new int[64];
  private int count;
  private byte[] hashed = new byte[1024];

  WriteLabelsV2(WriteSymbols symbols) {
    this.symbols = symbols;
  }

  void clear() {
    count = 0;
  }

  /** Reads the value of the field of references, packed or not; it may come several times. */
  void read(WireReader in) throws WireException {
    int outer = in.enterRepeated();
    while (in.hasRemaining()) {
      int ref = (int) in.readVarint();
      if (count <= MAX_REFS) {
        if (count == refs.length) {
          refs = Arrays.copyOf(refs, 2 * count);
        }
        refs[count++] = ref;
      }
    }
    in.leave(outer);
  }

  /** Why the references are no labels, in Prometheus' words, or null. */
  @Nullable String problem() {
    if (count > MAX_REFS) {
      return "more than " + LabelPairs.MAX_LABELS + " labels";
    }
    if (count % 2 != 0) {
      return "invalid labelRefs length " + count;
    }
    for (int i = 0; i < count; i += 2) {
      if (!symbols.has(refs[i]) || !symbols.has(refs[i + 1])) {
        return "labelRefs "
            + Integer.toUnsignedString(refs[i])
            + " (name) = "
            + Integer.toUnsignedString(refs[i + 1])
            + " (value) outside of symbols table (size "
            + symbols.size()
            + ")";
      }
    }
    return null;
  }

  /** Hashes references without a problem. */
  void hash(SeriesHash hash) {
    if (hashed.length < count * 16) {
      hashed = new byte[refs.length * 16];
    }
    for (int i = 0; i < count; i++) {
      LONG.set(hashed, 16 * i, symbols.hashLow(refs[i]));
      LONG.set(hashed, 16 * i + 8, symbols.hashHigh(refs[i]));
    }
    hash.of(hashed, 0, 16 * count);
  }

  /** The labels of references without a problem, sorted. */
  LabelPairs decode() {
    pairs.clear();
    for (int i = 0; i < count; i += 2) {
      if (!symbols.isUtf8(refs[i]) || !symbols.isUtf8(refs[i + 1])) {
        pairs.setMalformed();
      }
      pairs.add(symbols.text(refs[i]), symbols.text(refs[i + 1]));
    }
    pairs.sort();
    return pairs;
  }

  @Override
  public @Nullable Labels labels() {
    LabelPairs decoded = decode();
    return decoded.isValidSeries() && decoded.duplicateName() == null ? decoded.labels() : null;
  }

  /** The references as Prometheus' texts show them. */
  String refsText() {
    StringJoiner text = new StringJoiner(" ", "[", "]");
    for (int i = 0; i < count; i++) {
      text.add(Integer.toUnsignedString(refs[i]));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return decode().toString();
  }
}
