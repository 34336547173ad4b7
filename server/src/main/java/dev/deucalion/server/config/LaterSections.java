package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Parts of a configuration that Prometheus has and this program does not have yet. One that asks
 * for nothing, such as an empty list, is taken; any other is noted as unsupported, and no server
 * starts on it, since leaving it out in silence would lose what the operator counts on.
 */
final class LaterSections {
  private LaterSections() {}

  /** Notes each of the keys that is there and asks for something. */
  static void refuse(MapReader in, List<String> keys) {
    for (String key : keys) {
      refuse(in, key);
    }
  }

  private static void refuse(MapReader in, String key) {
    Node place = in.keyNode(key);
    Node value = in.take(key);
    if (value != null && !asksForNothing(value)) {
      refuse(in, place, key);
    }
  }

  /** Whether none of the keys that are left asks for anything; takes them. */
  static boolean restAsksForNothing(MapReader in) {
    boolean nothing = true;
    for (String key : in.keys()) {
      Node value = in.take(key);
      nothing &= value == null || asksForNothing(value);
    }
    return nothing;
  }

  /** Notes something at a place. */
  static void refuse(MapReader in, Node place, String what) {
    in.problems().unsupported(place, what);
  }

  private static boolean asksForNothing(Node value) {
    return switch (value) {
      case SequenceNode list -> list.getValue().isEmpty();
      case MappingNode map ->
          map.getValue().stream().allMatch(entry -> asksForNothing(entry.getValueNode()));
      default -> MapReader.isNull(value);
    };
  }
}
