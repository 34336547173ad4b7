package dev.deucalion.server.config.part;

import com.google.re2j.PatternSyntaxException;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads lists of relabeling rules. */
public final class RelabelReader {
  private final Reading reading;
  private final NameValidation validation;

  public RelabelReader(Reading reading, NameValidation validation) {
    this.reading = reading;
    this.validation = validation;
  }

  /**
   * Reads one list; rules with faults are left out of the result.
   *
   * @param kind what is relabeled, for messages; may be empty
   * @param where whose list it is, for messages, as in {@code " in scrape config"}
   */
  public List<RelabelRule> read(MapReader in, String key, String kind, String where) {
    List<RelabelRule> rules = new ArrayList<>();
    List<Object> printed = new ArrayList<>();
    for (Node node : in.elements(key, "*relabel.Config")) {
      if (MapReader.isNull(node)) {
        reading
            .problems()
            .at(
                node,
                "empty or null " + kind + (kind.isEmpty() ? "" : " ") + "relabeling rule" + where);
        continue;
      }
      MapReader rule = new MapReader(node, "relabel.plain", reading.problems());
      readRule(rule, rules);
      printed.add(rule.printed());
    }
    in.print(key, printed);
    return rules;
  }

  private void readRule(MapReader in, List<RelabelRule> rules) {
    int faultsBefore = reading.problems().all().size();
    RelabelRule.Builder rule = RelabelRule.builder().names(validation);
    List<String> sources = readSources(in);
    rule.sourceLabels(sources);
    if (!sources.isEmpty()) {
      in.print("source_labels", new YamlWriter.Flow(sources));
    }
    rule.separator(in.textAlwaysPrinted("separator", ";"));
    readRegex(in, rule);
    Node modulusPlace = in.keyNode("modulus");
    long modulus = in.integer("modulus", 0);
    if (modulus < 0) {
      reading.problems().at(modulusPlace, "cannot unmarshal !!int `" + modulus + "` into uint64");
    }
    rule.modulus(modulus);
    rule.targetLabel(in.text("target_label", ""));
    rule.replacement(in.textAlwaysPrinted("replacement", "$1"));
    readAction(in, rule);
    in.finish();
    if (reading.problems().all().size() > faultsBefore) {
      return;
    }
    try {
      rules.add(rule.build());
    } catch (IllegalArgumentException e) {
      reading.problems().at(in.node(), String.valueOf(e.getMessage()));
    }
  }

  private List<String> readSources(MapReader in) {
    List<String> sources = new ArrayList<>();
    for (Node node : in.elements("source_labels", "model.LabelName")) {
      String name = in.textOf(node);
      if (name.isEmpty()) {
        reading.problems().at(node, "\"\" is not a valid label name");
      }
      sources.add(name);
    }
    return sources;
  }

  private void readRegex(MapReader in, RelabelRule.Builder rule) {
    if (!in.has("regex")) {
      return;
    }
    Node place = in.keyNode("regex");
    String regex = in.textAlwaysPrinted("regex", "");
    try {
      rule.regex(regex);
    } catch (PatternSyntaxException e) {
      reading.problems().at(place, String.valueOf(e.getMessage()));
    }
  }

  private void readAction(MapReader in, RelabelRule.Builder rule) {
    boolean given = in.has("action");
    Node place = in.keyNode("action");
    String name = in.text("action", RelabelAction.REPLACE.text());
    if (given && name.isEmpty()) {
      reading.problems().at(place, "relabel action cannot be empty");
      return;
    }
    try {
      RelabelAction action = RelabelAction.parse(name);
      rule.action(action);
      in.print("action", action.text());
    } catch (IllegalArgumentException e) {
      reading.problems().at(place, String.valueOf(e.getMessage()));
    }
  }
}
