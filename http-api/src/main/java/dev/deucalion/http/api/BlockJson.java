package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.tsdb.block.BlockMeta;
import java.io.IOException;
import java.util.List;

/** Blocks as {@code meta.json} describes them, in one line. */
final class BlockJson {
  private static final int META_VERSION = 1;

  private BlockJson() {}

  static void write(JsonWriter out, BlockMeta meta) throws IOException {
    out.beginObject();
    range(out, meta.ulid(), meta.minTimeMs(), meta.maxTimeMs());
    out.name("stats");
    write(out, meta.stats());
    out.name("compaction");
    write(out, meta.compaction());
    out.name("version");
    out.number(META_VERSION);
    out.endObject();
  }

  private static void range(JsonWriter out, String ulid, long minTimeMs, long maxTimeMs)
      throws IOException {
    out.name("ulid");
    out.string(ulid);
    out.name("minTime");
    out.number(minTimeMs);
    out.name("maxTime");
    out.number(maxTimeMs);
  }

  private static void write(JsonWriter out, BlockMeta.Stats stats) throws IOException {
    out.beginObject();
    unlessZero(out, "numSamples", stats.samples());
    unlessZero(out, "numFloatSamples", stats.floatSamples());
    unlessZero(out, "numHistogramSamples", stats.histogramSamples());
    unlessZero(out, "numSeries", stats.series());
    unlessZero(out, "numChunks", stats.chunks());
    unlessZero(out, "numTombstones", stats.tombstones());
    out.endObject();
  }

  private static void unlessZero(JsonWriter out, String name, long value) throws IOException {
    if (value != 0) {
      out.name(name);
      out.number(value);
    }
  }

  private static void write(JsonWriter out, BlockMeta.Compaction compaction) throws IOException {
    out.beginObject();
    out.name("level");
    out.number(compaction.level());
    unlessEmpty(out, "sources", compaction.sources());
    ifTrue(out, "deletable", compaction.deletable());
    if (!compaction.parents().isEmpty()) {
      out.name("parents");
      out.beginArray();
      for (BlockMeta.Parent parent : compaction.parents()) {
        out.beginObject();
        range(out, parent.ulid(), parent.minTimeMs(), parent.maxTimeMs());
        out.endObject();
      }
      out.endArray();
    }
    ifTrue(out, "failed", compaction.failed());
    unlessEmpty(out, "hints", compaction.hints());
    out.endObject();
  }

  private static void unlessEmpty(JsonWriter out, String name, List<String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      out.name(name);
      out.strings(texts);
    }
  }

  private static void ifTrue(JsonWriter out, String name, boolean value) throws IOException {
    if (value) {
      out.name(name);
      out.bool(true);
    }
  }
}
