package dev.deucalion.scrape.discovery;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.List;
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
    for (String name : group.entries().keySet()) {
      if (!name.equals("targets") && !name.equals("labels")) {
        throw new DiscoveryException("json: unknown field " + GoQuote.quote(name));
      }
    }
    JsonValue addresses = group.get("targets");
    JsonValue labels = group.get("labels");
    if (!addresses.isList() && !addresses.isNull() || !labels.isMap() && !labels.isNull()) {
      throw new DiscoveryException("cannot read a target group: targets or labels of a wrong type");
    }
    List<Labels> targets =
        addresses.texts().stream().map(a -> Labels.of(LabelNames.ADDRESS, a)).toList();
    Map<String, String> texts = new TreeMap<>();
    labels.entries().forEach((name, value) -> texts.put(name, value.text()));
    return new TargetGroup(source, targets, Labels.of(texts));
  }
}
