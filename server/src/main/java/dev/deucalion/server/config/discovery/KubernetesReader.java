package dev.deucalion.server.config.discovery;

import dev.deucalion.kubernetes.options.Attachment;
import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Namespaces;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.kubernetes.options.Selector;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code kubernetes_sd_configs}. */
final class KubernetesReader {
  private static final String MISSING_ROLE =
      "role missing (one of: pod, service, endpoints, endpointslice, node, ingress)";
  private static final Set<String> ROLES =
      Arrays.stream(Role.values()).map(Role::text).collect(Collectors.toSet());

  private final DiscoveryEntry entry;
  private final MapReader in;

  private KubernetesReader(DiscoveryEntry entry) {
    this.entry = entry;
    this.in = entry.in();
  }

  static DiscoveryOptions read(DiscoveryEntry entry) {
    return new KubernetesReader(entry).read();
  }

  private DiscoveryOptions read() {
    boolean hasServer = in.has("api_server");
    String server = in.text("api_server", "");
    hasServer &= !server.isEmpty();
    entry.checkUrl(server);
    String roleName = entry.role("role", ROLES, "", MISSING_ROLE, "unknown Kubernetes SD role");
    Role role = ROLES.contains(roleName) ? Role.of(roleName) : Role.POD;
    String kubeconfig = entry.reading().path(in, "kubeconfig_file");
    HttpClientOptions http = entry.http();
    Namespaces namespaces = readNamespaces();
    List<Selector> selectors = readSelectors(role);
    Set<Attachment> attached = readAttached();
    boolean ownClient = !http.equals(HttpClientOptions.DEFAULTS);
    boolean hasKubeconfig = !kubeconfig.isEmpty();
    entry.require(
        !(hasServer && hasKubeconfig),
        "cannot use 'kubeconfig_file' and 'api_server' simultaneously");
    entry.require(
        !(hasKubeconfig && ownClient),
        "cannot use a custom HTTP client configuration together with 'kubeconfig_file'");
    entry.require(
        hasServer || hasKubeconfig || !ownClient,
        "to use custom HTTP client configuration please provide the 'api_server' URL explicitly");
    entry.require(
        !(hasServer && namespaces.own()),
        "cannot use 'api_server' and 'namespaces.own_namespace' simultaneously");
    entry.require(
        !(hasKubeconfig && namespaces.own()),
        "cannot use 'kubeconfig_file' and 'namespaces.own_namespace' simultaneously");
    return new KubernetesOptions(role, server, kubeconfig, http, namespaces, selectors, attached);
  }

  private Namespaces readNamespaces() {
    MapReader section = in.section("namespaces", "kubernetes.plain");
    boolean own = section.flagAlwaysPrinted("own_namespace", false);
    List<String> names = section.texts("names");
    section.finish();
    if (own || !names.isEmpty()) {
      in.print("namespaces", section.printed());
    }
    return new Namespaces(own, names);
  }

  private List<Selector> readSelectors(Role role) {
    List<Selector> selectors = new ArrayList<>();
    List<Object> printed = new ArrayList<>();
    Set<Role> seen = EnumSet.noneOf(Role.class);
    for (Node node : in.elements("selectors", "kubernetes.SelectorConfig")) {
      MapReader section = new MapReader(node, "kubernetes.plain", in.problems());
      String name = section.text("role", "");
      String label = section.text("label", "");
      String field = section.text("field", "");
      section.finish();
      printed.add(section.printed());
      if (!ROLES.contains(name)) {
        in.problems().at(node, "unknown Kubernetes SD role " + MapReader.quote(name));
        continue;
      }
      Role selected = Role.of(name);
      check(node, seen.add(selected), "duplicated selector role: " + name);
      check(
          node,
          role.selectable().contains(selected),
          role.text()
              + " role supports only "
              + role.selectable().stream().map(Role::text).collect(Collectors.joining(", "))
              + " selectors");
      SelectorSyntax.fieldFault(field).ifPresent(fault -> in.problems().at(node, fault));
      SelectorSyntax.labelFault(label).ifPresent(fault -> in.problems().at(node, fault));
      selectors.add(new Selector(selected, label, field));
    }
    in.print("selectors", printed);
    return selectors;
  }

  private void check(Node node, boolean holds, String problem) {
    if (!holds) {
      in.problems().at(node, problem);
    }
  }

  private Set<Attachment> readAttached() {
    MapReader section = in.section("attach_metadata", "kubernetes.plain");
    Set<Attachment> attached = EnumSet.noneOf(Attachment.class);
    for (Attachment attachment : Attachment.values()) {
      if (section.flagAlwaysPrinted(attachment.text(), false)) {
        attached.add(attachment);
      }
    }
    section.finish();
    if (!attached.isEmpty()) {
      in.print("attach_metadata", section.printed());
    }
    return attached;
  }
}
