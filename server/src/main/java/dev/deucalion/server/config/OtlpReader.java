package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code otlp}, of which only the defaults are taken: OTLP is not received yet. */
final class OtlpReader {
  private static final SequencedMap<String, Object> DEFAULTS = defaults();

  private final Reading reading;

  OtlpReader(Reading reading) {
    this.reading = reading;
  }

  private static SequencedMap<String, Object> defaults() {
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    map.put("translation_strategy", "UnderscoreEscapingWithSuffixes");
    map.put("label_name_underscore_sanitization", true);
    map.put("label_name_preserve_multiple_underscores", true);
    return map;
  }

  void read(MapReader parent) {
    Node place = parent.keyNode("otlp");
    Node node = parent.take("otlp");
    if (node != null) {
      MapReader in = new MapReader(node, "config.plain", reading.problems());
      boolean harmless = true;
      for (Map.Entry<String, Object> entry : DEFAULTS.entrySet()) {
        String given = in.text(entry.getKey(), String.valueOf(entry.getValue()));
        harmless &= given.equals(String.valueOf(entry.getValue()));
      }
      if (!harmless || !LaterSections.restAsksForNothing(in)) {
        LaterSections.refuse(parent, place, "otlp");
      }
    }
    parent.print("otlp", DEFAULTS);
  }
}
