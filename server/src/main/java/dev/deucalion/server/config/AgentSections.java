package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Sections that ask for what an agent does not do. */
final class AgentSections {
  private static final List<String> NOT_ALLOWED = List.of("alerting", "rule_files", "remote_read");

  private AgentSections() {}

  /** Notes each of them that is there and asks for something; takes none. */
  static void refuse(MapReader in) {
    for (String key : NOT_ALLOWED) {
      Node value = in.peek(key);
      if (value != null && asksForSomething(value)) {
        in.problems().at(in.keyNode(key), "field " + key + " is not allowed in agent mode");
      }
    }
  }

  private static boolean asksForSomething(Node value) {
    return switch (value) {
      case SequenceNode list -> !list.getValue().isEmpty();
      case MappingNode map ->
          map.getValue().stream().anyMatch(entry -> asksForSomething(entry.getValueNode()));
      default -> !MapReader.isNull(value);
    };
  }
}
