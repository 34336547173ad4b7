package dev.deucalion.kubernetes.object;

import java.util.List;

/**
 * An ingress.
 *
 * @param tlsHosts hosts with TLS; the first part of a name may be {@code *}
 */
public record IngressObject(Meta meta, String className, List<String> tlsHosts, List<Rule> rules)
    implements KubernetesObject {
  public IngressObject {
    tlsHosts = List.copyOf(tlsHosts);
    rules = List.copyOf(rules);
  }

  /**
   * What a host serves.
   *
   * @param paths at least {@code /} where the rule names none
   */
  public record Rule(String host, List<String> paths) {
    public Rule {
      paths = List.copyOf(paths);
    }
  }
}
