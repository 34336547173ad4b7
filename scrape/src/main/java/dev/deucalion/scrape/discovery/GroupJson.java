package dev.deucalion.scrape.discovery;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads target groups written in JSON: a list of {@code {"targets": [], "labels": {}}}. */
public final class GroupJson {
  private GroupJson() {}

  /**
   * The groups, each with its index as source.
   *
   * @throws DiscoveryException when the bytes are not such a list
   */
  public static List<TargetGroup> parse(byte[] json) throws DiscoveryException {
    JsonValue all = JsonValue.parse(json);
    if (!all.isList() && !all.isNull()) {
      throw new DiscoveryException("cannot read target groups: not a list");
    }
    List<TargetGroup> groups = new ArrayList<>();
    for (JsonValue group : all.list()) {
      if (group.isNull()) {
        throw new DiscoveryException("nil target group item found");
      }
      groups.add(group(group, String.valueOf(groups.size())));
    }
    return groups;
  }

  private static TargetGroup group(JsonValue group, String source) throws DiscoveryException {
    if (!group.isMap()) {
      throw new DiscoveryException("cannot read a target group: not an object");
    }
    List<Labels> targets = List.of();
    Labels labels = Labels.EMPTY;
    for (Map.Entry<String, JsonValue> field : group.entries().entrySet()) {
      // Decoders of Go, which such lists are written for, do not tell upper from lower case.
      switch (field.getKey().toLowerCase(Locale.ROOT)) {
        case "targets" -> targets = targets(field.getValue());
        case "labels" -> labels = labels(field.getValue());
        default ->
            throw new DiscoveryException("json: unknown field " + GoQuote.quote(field.getKey()));
      }
    }
    return new TargetGroup(source, targets, labels);
  }

  private static List<Labels> targets(JsonValue addresses) throws DiscoveryException {
    if (!addresses.isNull() && !(addresses.isList() && areTexts(addresses.list()))) {
      throw new DiscoveryException("cannot read a target group: targets are not texts");
    }
    return addresses.texts().stream().map(a -> Labels.of(LabelNames.ADDRESS, a)).toList();
  }

  private static Labels labels(JsonValue labels) throws DiscoveryException {
    if (!labels.isNull() && !(labels.isMap() && areTexts(labels.entries().values()))) {
      throw new DiscoveryException("cannot read a target group: labels are not texts");
    }
    Map<String, String> texts = new TreeMap<>();
    labels.entries().forEach((name, value) -> texts.put(name, value.text()));
    return Labels.of(texts);
  }

  private static boolean areTexts(Collection<JsonValue> values) {
    return values.stream().allMatch(value -> value.isText() || value.isNull());
  }
}
