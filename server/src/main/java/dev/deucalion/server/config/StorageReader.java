package dev.deucalion.server.config;

import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.units.ByteSize;
import dev.deucalion.server.units.PromDuration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code storage}. */
final class StorageReader {
  private final Reading reading;
  private final Map<String, Object> printed = new LinkedHashMap<>();
  private Retention retention;
  private long outOfOrderWindowMs;
  private double staleSeriesThreshold;
  private int maxExemplars = StorageConfig.DEFAULT_MAX_EXEMPLARS;

  /** A reader; the file's retention, where it has one, replaces that of the flags. */
  StorageReader(Reading reading, Retention flagRetention) {
    this.reading = reading;
    this.retention = flagRetention;
  }

  StorageConfig read(@Nullable Node node) {
    Map<String, Object> tsdbPrinted = new LinkedHashMap<>();
    printed.put("tsdb", tsdbPrinted);
    if (node != null) {
      MapReader in = new MapReader(node, "config.StorageConfig", reading.problems());
      Node tsdb = in.take("tsdb");
      if (tsdb != null) {
        MapReader section = new MapReader(tsdb, "config.plain", reading.problems());
        readTsdb(section);
        tsdbPrinted.putAll(section.printed());
      }
      Node exemplars = in.take("exemplars");
      if (exemplars != null) {
        MapReader section = new MapReader(exemplars, "config.ExemplarsConfig", reading.problems());
        // Those who switch exemplars on and leave the number out of a section get none.
        long max = section.integer("max_exemplars", 0);
        maxExemplars = Math.clamp(max, 0, Integer.MAX_VALUE);
        section.finish();
        printed.put("exemplars", section.printed());
      }
      in.finish();
    }
    tsdbPrinted.put("retention", printedRetention());
    return new StorageConfig(retention, outOfOrderWindowMs, staleSeriesThreshold, maxExemplars);
  }

  private void readTsdb(MapReader in) {
    outOfOrderWindowMs = in.durationMs("out_of_order_time_window", 0);
    staleSeriesThreshold = Math.clamp(in.number("stale_series_compaction_threshold"), 0, 1);
    readChunkEncoding(in);
    readRetention(in);
    in.finish();
  }

  private void readChunkEncoding(MapReader in) {
    Node node = in.take("chunk_encoding");
    if (node == null) {
      return;
    }
    MapReader section = new MapReader(node, "config.ChunkEncodingConfig", reading.problems());
    Node place = section.keyNode("floats");
    String floats = section.text("floats", "");
    switch (floats) {
      case "", "xor" -> {}
      case "xor2" ->
          reading.warn(
              "storage.tsdb.chunk_encoding.floats xor2 has no effect: chunks are encoded with xor");
      default ->
          reading
              .problems()
              .at(
                  place,
                  "'storage.tsdb.chunk_encoding.floats' must be 'xor' or 'xor2', or the field must"
                      + " be omitted entirely, got "
                      + MapReader.quote(floats));
    }
    section.finish();
    in.print("chunk_encoding", section.printed());
  }

  private void readRetention(MapReader in) {
    Node node = in.take("retention");
    if (node == null) {
      return;
    }
    MapReader section = new MapReader(node, "config.plain", reading.problems());
    long timeMs = section.parsed("time", 0L, PromDuration::parseMs);
    Node sizePlace = section.keyNode("size");
    long bytes = section.parsed("size", 0L, ByteSize::parse);
    if (bytes < 0) {
      reading
          .problems()
          .at(
              sizePlace,
              "'storage.tsdb.retention.size' must be greater than or equal to 0, got "
                  + ByteSize.format(bytes));
    }
    Node percentagePlace = section.keyNode("percentage");
    double percentage = section.number("percentage");
    if (percentage < 0 || percentage > 100) {
      reading
          .problems()
          .at(
              percentagePlace,
              "'storage.tsdb.retention.percentage' must be in the range [0, 100], got "
                  + percentage);
    }
    section.finish();
    retention = new Retention(timeMs, Math.max(0, bytes), Math.clamp(percentage, 0, 100));
    if (percentage > 0 && bytes > 0) {
      reading.warn(
          "storage.tsdb.retention.size is ignored, because storage.tsdb.retention.percentage is"
              + " specified");
    }
  }

  private Map<String, Object> printedRetention() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (retention.timeMs() != 0) {
      map.put("time", PromDuration.format(retention.timeMs()));
    }
    if (retention.bytes() != 0) {
      map.put("size", ByteSize.format(retention.bytes()));
    }
    if (retention.percentage() != 0) {
      map.put("percentage", shown(retention.percentage()));
    }
    return map;
  }

  private static Object shown(double number) {
    return number == Math.rint(number) ? (Object) (long) number : (Object) number;
  }

  Map<String, Object> printed() {
    return printed;
  }
}
