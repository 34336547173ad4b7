package dev.deucalion.model.relabel;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies rules to label sets. */
public final class Relabeling {
  private Relabeling() {}

  /** The label set after all rules in their order, or null where one of them drops it. */
  public static @Nullable Labels apply(List<RelabelRule> rules, Labels labels) {
    if (rules.isEmpty()) {
      return labels;
    }
    LabelsBuilder builder = labels.toBuilder();
    return apply(rules, builder) ? builder.build() : null;
  }

  /** Applies all rules in their order, in place. False where one of them drops the label set. */
  public static boolean apply(List<RelabelRule> rules, LabelsBuilder labels) {
    for (RelabelRule rule : rules) {
      if (!apply(rule, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean apply(RelabelRule rule, LabelsBuilder labels) {
    switch (rule.action()) {
      case KEEP -> {
        return rule.regex().matches(sourceValue(rule, labels));
      }
      case DROP -> {
        return !rule.regex().matches(sourceValue(rule, labels));
      }
      case KEEPEQUAL -> {
        return labels.get(rule.targetLabel()).equals(sourceValue(rule, labels));
      }
      case DROPEQUAL -> {
        return !labels.get(rule.targetLabel()).equals(sourceValue(rule, labels));
      }
      case REPLACE -> replace(rule, labels);
      case LOWERCASE ->
          labels.set(rule.targetLabel(), mapped(sourceValue(rule, labels), Character::toLowerCase));
      case UPPERCASE ->
          labels.set(rule.targetLabel(), mapped(sourceValue(rule, labels), Character::toUpperCase));
      case HASHMOD ->
          labels.set(
              rule.targetLabel(),
              Long.toUnsignedString(
                  Long.remainderUnsigned(hash(sourceValue(rule, labels)), rule.modulus())));
      case LABELMAP -> mapNames(rule, labels);
      case LABELDROP -> removeNames(rule, labels, true);
      case LABELKEEP -> removeNames(rule, labels, false);
    }
    return true;
  }

  private static String sourceValue(RelabelRule rule, LabelsBuilder labels) {
    List<String> names = rule.sourceLabels();
    if (names.size() == 1) {
      return labels.get(names.getFirst());
    }
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      value.append(i == 0 ? "" : rule.separator()).append(labels.get(names.get(i)));
    }
    return value.toString();
  }

  /** Each character by itself, as in Go; Java's own case mapping makes two of some. */
  private static String mapped(String value, IntUnaryOperator map) {
    StringBuilder out = new StringBuilder(value.length());
    value.codePoints().map(map).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static void replace(RelabelRule rule, LabelsBuilder labels) {
    Groups groups = rule.regex().match(sourceValue(rule, labels));
    if (groups == null) {
      return;
    }
    String target = Template.expand(rule.targetLabel(), groups);
    if (rule.names().isValidLabelName(target)) {
      labels.set(target, Template.expand(rule.replacement(), groups));
    }
  }

  private static void mapNames(RelabelRule rule, LabelsBuilder labels) {
    String[] names = labels.names();
    String[] values = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = labels.get(names[i]);
    }
    for (int i = 0; i < names.length; i++) {
      Groups groups = rule.regex().match(names[i]);
      if (groups != null) {
        labels.set(Template.expand(rule.replacement(), groups), values[i]);
      }
    }
  }

  private static void removeNames(RelabelRule rule, LabelsBuilder labels, boolean matching) {
    for (String name : labels.names()) {
      if (rule.regex().matches(name) == matching) {
        labels.remove(name);
      }
    }
  }

  /**
   * The last eight bytes of the MD5 of the value, big-endian: what shards across servers agree on.
   */
  private static long hash(String value) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(md5).getLong(8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
