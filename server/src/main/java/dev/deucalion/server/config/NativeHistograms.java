package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.MapReader;
import org.snakeyaml.engine.v2.nodes.Node;

/** The switches of native histograms, which are not scraped yet: only their being off is taken. */
final class NativeHistograms {
  private NativeHistograms() {}

  static void read(MapReader in, boolean alwaysPrinted, String key) {
    Node place = in.keyNode(key);
    boolean on = alwaysPrinted ? in.flagAlwaysPrinted(key, false) : in.flag(key, false);
    if (on) {
      LaterSections.refuse(in, place, key);
    }
  }
}
