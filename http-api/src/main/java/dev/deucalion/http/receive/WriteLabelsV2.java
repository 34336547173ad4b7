package dev.deucalion.http.receive;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.metadata.MetricType;
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

  /** What the metadata says, in the place of what the labels do; null where that counts. */
  private @Nullable MetricType type;

  private int unitRef;

  WriteLabelsV2(WriteSymbols symbols) {
    this.symbols = symbols;
  }

  void clear() {
    count = 0;
    type = null;
  }

  /** Has the labels for type and unit say what metadata without a problem does, if anything. */
  void describe(WriteMetadataV2 metadata) {
    unitRef = metadata.unitRef();
    MetricType said = metadata.type();
    type = said == MetricType.UNKNOWN && symbols.text(unitRef).isEmpty() ? null : said;
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
    if (hashed.length < (count + 2) * 16) {
      hashed = new byte[(refs.length + 2) * 16];
    }
    for (int i = 0; i < count; i++) {
      put(i, symbols.hashLow(refs[i]), symbols.hashHigh(refs[i]));
    }
    int end = count;
    MetricType described = type;
    if (described != null) {
      // No symbol has a hash like the first.
      put(end++, described.name().hashCode(), 0);
      put(end++, symbols.hashLow(unitRef), symbols.hashHigh(unitRef));
    }
    hash.of(hashed, 0, 16 * end);
  }

  private void put(int index, long low, long high) {
    LONG.set(hashed, 16 * index, low);
    LONG.set(hashed, 16 * index + 8, high);
  }

  /** The labels of references without a problem, sorted. */
  LabelPairs decode() {
    pairs.clear();
    for (int i = 0; i < count; i += 2) {
      String name = symbols.text(refs[i]);
      if (type == null || !name.equals(LabelNames.TYPE) && !name.equals(LabelNames.UNIT)) {
        add(name, refs[i], refs[i + 1]);
      }
    }
    addDescription();
    pairs.sort();
    return pairs;
  }

  private void add(String name, int nameRef, int valueRef) {
    if (!symbols.isUtf8(nameRef) || !symbols.isUtf8(valueRef)) {
      pairs.setMalformed();
    }
    pairs.add(name, symbols.text(valueRef));
  }

  private void addDescription() {
    MetricType described = type;
    if (described == null) {
      return;
    }
    if (described != MetricType.UNKNOWN) {
      pairs.add(LabelNames.TYPE, described.text());
    }
    if (!symbols.text(unitRef).isEmpty()) {
      pairs.add(LabelNames.UNIT, symbols.text(unitRef));
    }
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
