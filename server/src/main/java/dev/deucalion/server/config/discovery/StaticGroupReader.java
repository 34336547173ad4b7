package dev.deucalion.server.config.discovery;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.server.config.part.LabelMapReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code static_configs}. */
final class StaticGroupReader {
  private final Reading reading;

  StaticGroupReader(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads all groups of a job.
   *
   * @param checkTargets whether addresses must be addresses already: nothing relabels them
   */
  List<StaticGroup> read(MapReader in, boolean checkTargets) {
    List<StaticGroup> groups = new ArrayList<>();
    List<Object> printed = new ArrayList<>();
    for (Node node : in.elements("static_configs", "*targetgroup.Group")) {
      if (MapReader.isNull(node)) {
        reading.problems().at(node, "empty or null section in static_configs");
        continue;
      }
      MapReader group = new MapReader(node, "targetgroup.Group", reading.problems());
      List<String> targets = readTargets(group, checkTargets);
      Map<String, String> labels =
          new LabelMapReader(reading, NameValidation.UTF8).read(group, "labels");
      group.finish();
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("targets", targets);
      if (!labels.isEmpty()) {
        shown.put("labels", labels);
      }
      printed.add(shown);
      groups.add(new StaticGroup(targets, Labels.of(labels), String.valueOf(groups.size())));
    }
    in.print("static_configs", printed);
    return groups;
  }

  private List<String> readTargets(MapReader group, boolean check) {
    List<String> targets = new ArrayList<>();
    for (Node node : group.elements("targets", "string")) {
      String target = group.textOf(node);
      if (check && target.contains("/")) {
        reading.problems().at(node, MapReader.quote(target) + " is not a valid hostname");
      }
      targets.add(target);
    }
    return targets;
  }
}
