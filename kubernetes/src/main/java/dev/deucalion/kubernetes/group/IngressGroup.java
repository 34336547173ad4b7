package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.IngressObject;
import dev.deucalion.kubernetes.object.IngressObject.Rule;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.List;

/** Role {@code ingress}: a target for each path of each host. */
public final class IngressGroup {
  private static final String CLASS_NAME = MetaNames.PREFIX + "ingress_class_name";
  private static final String SCHEME = MetaNames.PREFIX + "ingress_scheme";
  private static final String HOST = MetaNames.PREFIX + "ingress_host";
  private static final String PATH = MetaNames.PREFIX + "ingress_path";

  private IngressGroup() {}

  public static String source(String key) {
    return "ingress/" + key;
  }

  public static TargetGroup of(IngressObject ingress, Joined joined) {
    LabelsBuilder labels = new LabelsBuilder();
    labels
        .set(MetaNames.NAMESPACE, ingress.meta().namespace())
        .set(CLASS_NAME, ingress.className());
    MetaNames.INGRESS.add(labels, ingress.meta());
    Attached.addNamespace(labels, joined, ingress.meta().namespace());
    List<Labels> targets = new ArrayList<>();
    for (Rule rule : ingress.rules()) {
      String scheme = hasTls(ingress.tlsHosts(), rule.host()) ? "https" : "http";
      for (String path : rule.paths()) {
        LabelsBuilder target = new LabelsBuilder();
        target
            .set(LabelNames.ADDRESS, rule.host())
            .set(SCHEME, scheme)
            .set(HOST, rule.host())
            .set(PATH, path);
        targets.add(target.build());
      }
    }
    return new TargetGroup(source(ingress.key()), targets, labels.build());
  }

  private static boolean hasTls(List<String> patterns, String host) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, host));
  }

  /** Whether they are equal, or the pattern is one but for {@code *} as its first part. */
  static boolean matches(String pattern, String host) {
    if (pattern.equals(host)) {
      return true;
    }
    int dot = host.indexOf('.');
    String rest = dot < 0 ? "" : host.substring(dot);
    return pattern.equals("*" + rest);
  }
}
