package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.Attributes;
import dev.deucalion.kubernetes.object.Meta;
import dev.deucalion.model.labels.LabelsBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of the labels that come from labels and annotations of objects of one kind. All targets
 * share the names. Safe for many threads.
 */
final class MetaNames {
  static final String PREFIX = "__meta_kubernetes_";
  static final String NAMESPACE = PREFIX + "namespace";
  static final String PRESENT = "true";

  static final MetaNames NODE = new MetaNames("node");
  static final MetaNames POD = new MetaNames("pod");
  static final MetaNames SERVICE = new MetaNames("service");
  static final MetaNames ENDPOINTS = new MetaNames("endpoints");
  static final MetaNames ENDPOINT_SLICE = new MetaNames("endpointslice");
  static final MetaNames INGRESS = new MetaNames("ingress");
  static final MetaNames OF_NAMESPACE = new MetaNames("namespace");

  /** Names beyond this many are made anew each time. */
  private static final int MAX_KEPT = 10_000;

  private final String name;
  private final Kept labels;
  private final Kept annotations;

  private MetaNames(String kind) {
    this.name = PREFIX + kind + "_name";
    this.labels = new Kept(PREFIX + kind + "_label_", PREFIX + kind + "_labelpresent_");
    this.annotations =
        new Kept(PREFIX + kind + "_annotation_", PREFIX + kind + "_annotationpresent_");
  }

  /** Adds the name of the object, its labels and its annotations. */
  void add(LabelsBuilder out, Meta meta) {
    out.set(name, meta.name());
    addAttributes(out, meta);
  }

  /** Adds the labels and annotations of the object. */
  void addAttributes(LabelsBuilder out, Meta meta) {
    labels.add(out, meta.labels());
    annotations.add(out, meta.annotations());
  }

  /** A name as part of a label's name: what is no letter, digit or underscore becomes one. */
  static String sanitized(String name) {
    StringBuilder out = new StringBuilder(name.length());
    name.codePoints()
        .forEach(c -> {
          boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
          boolean digit = c >= '0' && c <= '9';
          out.append(letter || digit ? (char) c : '_');
        });
    return out.toString();
  }

  /** The pair of labels for one attribute. */
  private record Pair(String value, String present) {}

  private static final class Kept {
    private final String valuePrefix;
    private final String presentPrefix;
    private final Map<String, Pair> pairs = new ConcurrentHashMap<>();

    Kept(String valuePrefix, String presentPrefix) {
      this.valuePrefix = valuePrefix;
      this.presentPrefix = presentPrefix;
    }

    void add(LabelsBuilder out, Attributes attributes) {
      attributes.forEach((key, value) -> {
        Pair pair = pairs.get(key);
        if (pair == null) {
          pair = pairOf(key);
        }
        out.set(pair.value, value);
        out.set(pair.present, PRESENT);
      });
    }

    private Pair pairOf(String key) {
      String suffix = sanitized(key);
      Pair made = new Pair(valuePrefix + suffix, presentPrefix + suffix);
      if (pairs.size() < MAX_KEPT) {
        pairs.put(key, made);
      }
      return made;
    }
  }
}
