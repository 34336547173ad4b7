package dev.deucalion.server.config.discovery;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.GroupParser;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import dev.deucalion.server.config.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads files with target groups written in YAML. Any thread. */
public final class TargetFileParser implements GroupParser {
  @Override
  public List<TargetGroup> parse(String text, String name) throws DiscoveryException {
    Problems problems = new Problems(name);
    Optional<Node> root = YamlDocument.parse(text, name, problems);
    List<TargetGroup> groups = new ArrayList<>();
    if (root.isPresent() && root.get() instanceof SequenceNode list) {
      for (Node node : list.getValue()) {
        if (MapReader.isNull(node)) {
          problems.at(node, "nil target group item found");
        } else {
          groups.add(group(node, problems, String.valueOf(groups.size())));
        }
      }
    } else if (root.isPresent() && !MapReader.isNull(root.get())) {
      problems.at(root.get(), "cannot unmarshal !!map into []*targetgroup.Group");
    }
    if (!problems.all().isEmpty()) {
      throw new DiscoveryException(problems.all().getFirst().toString());
    }
    return groups;
  }

  private static TargetGroup group(Node node, Problems problems, String source) {
    MapReader in = new MapReader(node, "struct", problems);
    List<Labels> targets =
        in.texts("targets").stream()
            .map(address -> Labels.of(LabelNames.ADDRESS, address))
            .toList();
    Map<String, String> labels =
        in.entries("labels", "map[string]string", (key, value) -> in.textOf(value));
    in.finish();
    return new TargetGroup(source, targets, Labels.of(labels));
  }
}
