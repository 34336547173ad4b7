package dev.deucalion.tsdb.block;

import java.util.List;

/** A block's description as JSON, the same bytes as Prometheus writes, and what we add. */
final class BlockMetaWriter {
  /** Version of {@code meta.json}. */
  static final int VERSION = 1;

  /** What we add. */
  static final String OURS = "deucalion";

  static final String IN_ORDER_END = "inOrderEnd";

  private final StringBuilder out = new StringBuilder();
  private int depth;

  /** Whether nothing stands in the innermost object or array yet. */
  private boolean empty = true;

  private BlockMetaWriter() {}

  static String toJson(BlockMeta meta) {
    BlockMetaWriter writer = new BlockMetaWriter();
    writer.put(meta);
    return writer.out.toString();
  }

  private void put(BlockMeta meta) {
    open('{');
    string("ulid", meta.ulid());
    number("minTime", meta.minTimeMs());
    number("maxTime", meta.maxTimeMs());
    key("stats");
    put(meta.stats());
    key("compaction");
    put(meta.compaction());
    number("version", VERSION);
    meta.inOrderEndMs().ifPresent(this::putOurs);
    close('}');
  }

  private void put(BlockMeta.Stats stats) {
    open('{');
    numberUnlessZero("numSamples", stats.samples());
    numberUnlessZero("numFloatSamples", stats.floatSamples());
    numberUnlessZero("numHistogramSamples", stats.histogramSamples());
    numberUnlessZero("numSeries", stats.series());
    numberUnlessZero("numChunks", stats.chunks());
    numberUnlessZero("numTombstones", stats.tombstones());
    close('}');
  }

  private void putOurs(long inOrderEndMs) {
    key(OURS);
    open('{');
    number(IN_ORDER_END, inOrderEndMs);
    close('}');
  }

  private void put(BlockMeta.Compaction compaction) {
    open('{');
    number("level", compaction.level());
    strings("sources", compaction.sources());
    trueOrNothing("deletable", compaction.deletable());
    if (!compaction.parents().isEmpty()) {
      key("parents");
      open('[');
      for (BlockMeta.Parent parent : compaction.parents()) {
        item();
        open('{');
        string("ulid", parent.ulid());
        number("minTime", parent.minTimeMs());
        number("maxTime", parent.maxTimeMs());
        close('}');
      }
      close(']');
    }
    trueOrNothing("failed", compaction.failed());
    strings("hints", compaction.hints());
    close('}');
  }

  private void string(String name, String value) {
    key(name);
    quote(value);
  }

  private void number(String name, long value) {
    key(name);
    out.append(value);
  }

  private void numberUnlessZero(String name, long value) {
    if (value != 0) {
      number(name, value);
    }
  }

  private void trueOrNothing(String name, boolean value) {
    if (value) {
      key(name);
      out.append("true");
    }
  }

  private void strings(String name, List<String> values) {
    if (!values.isEmpty()) {
      key(name);
      open('[');
      for (String value : values) {
        item();
        quote(value);
      }
      close(']');
    }
  }

  private void key(String name) {
    item();
    quote(name);
    out.append(": ");
  }

  private void item() {
    if (!empty) {
      out.append(',');
    }
    empty = false;
    newLine();
  }

  private void open(char bracket) {
    out.append(bracket);
    depth++;
    empty = true;
  }

  private void close(char bracket) {
    depth--;
    if (!empty) {
      newLine();
    }
    out.append(bracket);
    empty = false;
  }

  private void newLine() {
    out.append('\n').repeat('\t', depth);
  }

  /** Ids and hints are plain words; whatever else comes is escaped. */
  private void quote(String s) {
    out.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c < ' ' || c > '~' || "\"\\<>&".indexOf(c) >= 0) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
