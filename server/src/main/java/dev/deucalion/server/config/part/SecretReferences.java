package dev.deucalion.server.config.part;

import dev.deucalion.server.config.yaml.MapReader;
import org.snakeyaml.engine.v2.nodes.Node;

/** Keys that name a secret of a secret manager, of which there is none here nor in Prometheus. */
final class SecretReferences {
  private SecretReferences() {}

  static void note(MapReader in, Reading reading, String... keys) {
    for (String key : keys) {
      Node place = in.keyNode(key);
      if (in.take(key) != null) {
        reading.unsupported(place, key);
      }
    }
  }
}
