package dev.deucalion.http.receive;

import dev.deucalion.model.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts together messages {@code io.prometheus.write.v2.Request}: series first, whose strings become
 * symbols, then {@link #bytes}.
 */
public final class WriteBodiesV2 {
  private final List<String> symbols = new ArrayList<>(List.of(""));
  private final WireWriter series = new WireWriter();

  /** The reference of a symbol, which is new or known. */
  public int symbol(String text) {
    int known = symbols.indexOf(text);
    if (known >= 0) {
      return known;
    }
    symbols.add(text);
    return symbols.size() - 1;
  }

  /**
   * Adds a series.
   *
   * @param labels {@code name=value}, with commas between
   * @param rest writes the other fields
   */
  public WriteBodiesV2 series(String labels, Consumer<WireWriter> rest) {
    List<Integer> refs = new ArrayList<>();
    for (String label : labels.split("[,=]", -1)) {
      refs.add(symbol(label));
    }
    return series(refs, rest);
  }

  /** Adds a series by references. */
  public WriteBodiesV2 series(List<Integer> refs, Consumer<WireWriter> rest) {
    int at = series.begin(5);
    refs(series, refs);
    rest.accept(series);
    series.end(at);
    return this;
  }

  /** A sample. */
  public static Consumer<WireWriter> sample(long timeMs, double value) {
    return out -> {
      int at = out.begin(2);
      out.float64(1, value);
      out.int64(2, timeMs);
      out.end(at);
    };
  }

  /** An exemplar with one label. */
  public Consumer<WireWriter> exemplar(String name, String text, long timeMs, double value) {
    List<Integer> refs = List.of(symbol(name), symbol(text));
    return out -> {
      int at = out.begin(4);
      refs(out, refs);
      out.float64(2, value);
      out.int64(3, timeMs);
      out.end(at);
    };
  }

  /** Metadata. */
  public Consumer<WireWriter> metadata(int type, String help, String unit) {
    int helpRef = symbol(help);
    int unitRef = symbol(unit);
    return out -> {
      int at = out.begin(5);
      out.int64(1, type);
      out.int64(3, helpRef);
      out.int64(4, unitRef);
      out.end(at);
    };
  }

  private static void refs(WireWriter out, List<Integer> refs) {
    int at = out.begin(1);
    refs.forEach(out::varint);
    out.end(at);
  }

  /** The message. */
  public byte[] bytes() {
    WireWriter out = new WireWriter();
    symbols.forEach(symbol -> out.string(4, symbol));
    int length = series.size();
    byte[] all = Arrays.copyOf(out.array(), out.size() + length);
    System.arraycopy(series.array(), 0, all, out.size(), length);
    return all;
  }
}
