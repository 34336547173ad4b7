package dev.deucalion.server.config.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Values of no fixed type. */
public final class YamlValues {
  private YamlValues() {}

  /** A text, boolean, long, double, list or map; null is the empty text. */
  public static Object of(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode list -> list.getValue().stream().map(YamlValues::of).toList();
      case MappingNode map -> map(map);
      default -> "";
    };
  }

  private static Map<String, Object> map(MappingNode node) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        map.put(key.getValue(), of(tuple.getValueNode()));
      }
    }
    return map;
  }

  private static Object scalar(ScalarNode scalar) {
    if (Scalars.isNull(scalar)) {
      return "";
    }
    Boolean flag = Scalars.bool(scalar);
    if (flag != null) {
      return flag;
    }
    Long integer = Scalars.integer(scalar);
    if (integer != null) {
      return integer;
    }
    Double number = Scalars.number(scalar);
    return number == null ? scalar.getValue() : number;
  }
}
