package dev.deucalion.server.config;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.http.otlp.TranslationStrategy;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code otlp}: how metrics that come by OTLP are translated. */
final class OtlpReader {
  private static final String TYPE = "config.plain";
  private static final String STRATEGY = "translation_strategy";
  private static final String PROMOTE_ALL = "promote_all_resource_attributes";
  private static final String PROMOTE = "promote_resource_attributes";
  private static final String IGNORE = "ignore_resource_attributes";
  private static final Map<String, Switch> SWITCHES = switches();

  private final Reading reading;
  private final NameValidation names;

  /**
   * A reader.
   *
   * @param names which names the global section allows
   */
  OtlpReader(Reading reading, NameValidation names) {
    this.reading = reading;
    this.names = names;
  }

  private static Map<String, Switch> switches() {
    SequencedMap<String, Switch> map = new LinkedHashMap<>();
    map.put("keep_identifying_resource_attributes", Switch.KEEP_IDENTIFYING_RESOURCE_ATTRIBUTES);
    map.put("convert_histograms_to_nhcb", Switch.CONVERT_HISTOGRAMS_TO_NHCB);
    map.put("promote_scope_metadata", Switch.PROMOTE_SCOPE_METADATA);
    map.put("label_name_underscore_sanitization", Switch.LABEL_NAME_UNDERSCORE_SANITIZATION);
    map.put(
        "label_name_preserve_multiple_underscores",
        Switch.LABEL_NAME_PRESERVE_MULTIPLE_UNDERSCORES);
    return map;
  }

  OtlpSettings read(MapReader parent) {
    Node node = parent.take("otlp");
    MapReader in =
        new MapReader(node == null ? MapReader.nothing() : node, TYPE, reading.problems());
    Set<Switch> switches = EnumSet.noneOf(Switch.class);
    boolean all = in.flag(PROMOTE_ALL, false);
    if (all) {
      switches.add(Switch.PROMOTE_ALL_RESOURCE_ATTRIBUTES);
    }
    Set<String> promoted = attributes(in, PROMOTE, "promoted");
    Set<String> ignored = attributes(in, IGNORE, "ignored");
    if (all && !promoted.isEmpty()) {
      reading
          .problems()
          .at(
              in.node(),
              "'promote_all_resource_attributes' and 'promote_resource_attributes' cannot be"
                  + " configured simultaneously");
    }
    if (!all && !ignored.isEmpty()) {
      reading
          .problems()
          .at(
              in.node(),
              "'ignore_resource_attributes' cannot be configured unless"
                  + " 'promote_all_resource_attributes' is true");
    }
    TranslationStrategy strategy = strategy(in);
    SWITCHES.forEach((key, feature) -> {
      if (in.flag(key, OtlpSettings.DEFAULTS.switches().contains(feature))) {
        switches.add(feature);
      }
    });
    in.finish();
    parent.print("otlp", in.printed());
    return new OtlpSettings(
        strategy, all ? ignored : promoted, switches, OtlpSettings.DEFAULTS.lookbackMs());
  }

  private Set<String> attributes(MapReader in, String key, String adjective) {
    Node place = in.keyNode(key);
    List<String> given = in.texts(key);
    Set<String> attributes = new LinkedHashSet<>();
    for (String attribute : given) {
      String name = attribute.strip();
      String problem =
          name.isEmpty()
              ? "empty " + adjective + " OTel resource attribute"
              : attributes.add(name)
                  ? ""
                  : "duplicated " + adjective + " OTel resource attribute " + MapReader.quote(name);
      if (!problem.isEmpty()) {
        reading.problems().at(place, "invalid '" + key + "': " + problem);
      }
    }
    return attributes;
  }

  private TranslationStrategy strategy(MapReader in) {
    Node place = in.keyNode(STRATEGY);
    String text = in.text(STRATEGY, OtlpSettings.DEFAULTS.strategy().text());
    Map<String, TranslationStrategy> known = new HashMap<>();
    for (TranslationStrategy strategy : TranslationStrategy.values()) {
      known.put(strategy.text(), strategy);
    }
    TranslationStrategy strategy = known.get(text);
    if (strategy == null) {
      reading
          .problems()
          .at(place, "unsupported OTLP translation strategy " + MapReader.quote(text));
      return OtlpSettings.DEFAULTS.strategy();
    }
    if (!strategy.escapes() && names == NameValidation.LEGACY) {
      reading
          .problems()
          .at(
              place,
              "OTLP translation strategy "
                  + MapReader.quote(text)
                  + " is not allowed when UTF8 is disabled");
    }
    return strategy;
  }
}
