package dev.deucalion.scrape.discovery.consul;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.discovery.MetaNames;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.AddressText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a service's instances, as Consul tells of their health, into a group of targets. */
final class ServiceTargets {
  private static final String META = "__meta_consul_";

  private ServiceTargets() {}

  static TargetGroup of(String service, String datacenter, String tagSeparator, JsonValue entries) {
    List<Labels> targets = new ArrayList<>();
    for (JsonValue entry : entries.list()) {
      targets.add(target(entry, tagSeparator));
    }
    Labels common = Labels.of(META + "dc", datacenter, META + "service", service);
    return new TargetGroup(service, targets, common);
  }

  private static Labels target(JsonValue entry, String tagSeparator) {
    JsonValue node = entry.get("Node");
    JsonValue service = entry.get("Service");
    String nodeAddress = node.text("Address");
    String serviceAddress = service.text("Address");
    int port = service.integer("Port");
    Map<String, String> labels = new TreeMap<>();
    // A service may be registered through another node than it runs on.
    labels.put(
        LabelNames.ADDRESS,
        AddressText.of(serviceAddress.isEmpty() ? nodeAddress : serviceAddress, port));
    labels.put(META + "address", nodeAddress);
    labels.put(META + "node", node.text("Node"));
    labels.put(META + "namespace", service.text("Namespace"));
    labels.put(META + "partition", service.text("Partition"));
    // The separator also stands around all tags, so that rules need not care for positions.
    labels.put(
        META + "tags",
        tagSeparator + String.join(tagSeparator, service.get("Tags").texts()) + tagSeparator);
    labels.put(META + "service_address", serviceAddress);
    labels.put(META + "service_port", String.valueOf(port));
    labels.put(META + "service_id", service.text("ID"));
    labels.put(META + "health", health(entry.get("Checks")));
    addAll(labels, "metadata_", node.get("Meta"));
    addAll(labels, "service_metadata_", service.get("Meta"));
    addAll(labels, "tagged_address_", node.get("TaggedAddresses"));
    return Labels.of(labels);
  }

  private static void addAll(Map<String, String> labels, String prefix, JsonValue texts) {
    texts
        .entries()
        .forEach(
            (name, text) -> labels.put(META + prefix + MetaNames.sanitized(name), text.text()));
  }

  /** The worst of the checks' states; maintenance beats all. */
  static String health(JsonValue checks) {
    String worst = "passing";
    for (JsonValue check : checks.list()) {
      String id = check.text("CheckID");
      if (id.equals("_node_maintenance") || id.startsWith("_service_maintenance:")) {
        return "maintenance";
      }
      String status = check.text("Status");
      if (status.equals("critical") || status.equals("warning") && worst.equals("passing")) {
        worst = status;
      } else if (!Set.of("passing", "warning", "critical").contains(status)) {
        return "";
      }
    }
    return worst;
  }
}
