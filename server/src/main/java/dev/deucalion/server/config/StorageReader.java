package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.units.ByteSize;
import dev.deucalion.server.units.PromDuration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code storage}. Exemplars are not stored yet, so their number is without effect; what the
 * store on disk does not do yet is refused.
 */
final class StorageReader {
  private final Reading reading;
  private final Map<String, Object> printed = new LinkedHashMap<>();
  private Retention retention;

  /** A reader; the file's retention, where it has one, replaces that of the flags. */
  StorageReader(Reading reading, Retention flagRetention) {
    this.reading = reading;
    this.retention = flagRetention;
  }

  Retention read(@Nullable Node node) {
    Map<String, Object> tsdbPrinted = new LinkedHashMap<>();
    printed.put("tsdb", tsdbPrinted);
    if (node != null) {
      MapReader in = new MapReader(node, "config.StorageConfig", reading.problems());
      Node tsdb = in.take("tsdb");
      if (tsdb != null) {
        readTsdb(new MapReader(tsdb, "config.plain", reading.problems()));
      }
      Node exemplars = in.take("exemplars");
      if (exemplars != null) {
        MapReader section = new MapReader(exemplars, "config.ExemplarsConfig", reading.problems());
        section.integer("max_exemplars", 0);
        section.finish();
        printed.put("exemplars", section.printed());
      }
      in.finish();
    }
    tsdbPrinted.put("retention", printedRetention());
    return retention;
  }

  private void readTsdb(MapReader in) {
    Node window = in.keyNode("out_of_order_time_window");
    long windowMs = in.parsed("out_of_order_time_window", 0L, PromDuration::parseMs);
    refuseUnless(in, "out_of_order_time_window", window, windowMs == 0);
    Node threshold = in.keyNode("stale_series_compaction_threshold");
    refuseUnless(
        in,
        "stale_series_compaction_threshold",
        threshold,
        in.number("stale_series_compaction_threshold") == 0);
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
          LaterSections.refuse(section, place, "storage.tsdb.chunk_encoding.floats xor2");
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
    refuseUnless(in, "retention.percentage", percentagePlace, percentage <= 0 || percentage > 100);
    retention = new Retention(timeMs, Math.max(0, bytes));
    if (retention.timeMs() != 0 || retention.bytes() != 0) {
      reading.warn(
          "storage.tsdb.retention is not supported yet and has no effect: samples are kept until"
              + " the data directory is removed");
    }
  }

  private static void refuseUnless(MapReader in, String key, Node place, boolean harmless) {
    if (!harmless) {
      LaterSections.refuse(in, place, "storage.tsdb." + key);
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
    return map;
  }

  Map<String, Object> printed() {
    return printed;
  }
}
