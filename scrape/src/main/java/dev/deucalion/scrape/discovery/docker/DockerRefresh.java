package dev.deucalion.scrape.discovery.docker;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.discovery.MetaNames;
import dev.deucalion.scrape.discovery.Refresh;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.AddressText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a target of each port that a container opens in each of its networks; one of a container
 * that opens none.
 */
final class DockerRefresh implements Refresh {
  private static final String META = "__meta_docker_";
  private static final String SOURCE = "Docker";
  private static final String CONTAINER_MODE = "container:";
  private static final String HOST_MODE = "host";

  private final DockerDiscoveryOptions options;
  private final DockerApi api;

  DockerRefresh(DockerDiscoveryOptions options, DockerApi api) {
    this.options = options;
    this.api = api;
  }

  @Override
  public List<TargetGroup> groups() throws DiscoveryException {
    JsonValue containers = api.containers(options.filters());
    Map<String, Map<String, String>> networks = networkLabels(api.networks());
    Map<String, JsonValue> byId = new HashMap<>();
    containers.list().forEach(container -> byId.put(container.text("Id"), container));
    List<Labels> targets = new ArrayList<>();
    for (JsonValue container : containers.list()) {
      if (!container.get("Names").list().isEmpty()) {
        addTargets(container, byId, networks, targets);
      }
    }
    return List.of(new TargetGroup(SOURCE, targets, Labels.EMPTY));
  }

  private static Map<String, Map<String, String>> networkLabels(JsonValue networks) {
    Map<String, Map<String, String>> byId = new HashMap<>();
    for (JsonValue network : networks.list()) {
      Map<String, String> labels = new TreeMap<>();
      labels.put(META + "network_id", network.text("Id"));
      labels.put(META + "network_name", network.text("Name"));
      labels.put(META + "network_scope", network.text("Scope"));
      labels.put(META + "network_internal", flag(network, "Internal"));
      labels.put(META + "network_ingress", flag(network, "Ingress"));
      addAll(labels, "network_label_", network.get("Labels"));
      byId.put(network.text("Id"), labels);
    }
    return byId;
  }

  private static String flag(JsonValue value, String name) {
    return value.text(name).equals("true") ? "true" : "false";
  }

  private static void addAll(Map<String, String> labels, String prefix, JsonValue texts) {
    texts
        .entries()
        .forEach(
            (name, text) -> labels.put(META + prefix + MetaNames.sanitized(name), text.text()));
  }

  private void addTargets(
      JsonValue container,
      Map<String, JsonValue> byId,
      Map<String, Map<String, String>> networkLabels,
      List<Labels> targets) {
    String mode = mode(container);
    Map<String, String> common = new TreeMap<>();
    common.put(META + "container_id", container.text("Id"));
    common.put(META + "container_name", container.get("Names").texts().getFirst());
    common.put(META + "container_network_mode", mode);
    common.put(META + "container_image", container.text("Image"));
    common.put(META + "container_image_id", container.text("ImageID"));
    addAll(common, "container_label_", container.get("Labels"));
    for (JsonValue network : networks(container, byId)) {
      String ip = network.text("IPAddress");
      String address = ip.isEmpty() ? network.text("GlobalIPv6Address") : ip;
      Map<String, String> labels = new TreeMap<>(common);
      labels.put(META + "network_ip", address);
      labels.putAll(networkLabels.getOrDefault(network.text("NetworkID"), Map.of()));
      boolean added = false;
      for (JsonValue port : container.get("Ports").list()) {
        if (port.text("Type").equals("tcp")) {
          targets.add(target(labels, address, port));
          added = true;
        }
      }
      if (!added) {
        // Containers in the network of the host tell no ports, so they all end up here.
        labels.put(
            LabelNames.ADDRESS,
            mode.equals(HOST_MODE)
                ? options.hostNetworkingHost()
                : AddressText.of(address, options.port()));
        targets.add(Labels.of(labels));
      }
    }
  }

  private static Labels target(Map<String, String> common, String address, JsonValue port) {
    Map<String, String> labels = new TreeMap<>(common);
    int privatePort = port.integer("PrivatePort");
    labels.put(META + "port_private", String.valueOf(privatePort));
    if (port.integer("PublicPort") > 0) {
      labels.put(META + "port_public", port.text("PublicPort"));
      labels.put(META + "port_public_ip", port.text("IP"));
    }
    labels.put(LabelNames.ADDRESS, AddressText.of(address, privatePort));
    return Labels.of(labels);
  }

  private static String mode(JsonValue container) {
    return container.get("HostConfig").text("NetworkMode");
  }

  /** The networks that count, by their names; those of another container where it shares them. */
  private List<JsonValue> networks(JsonValue container, Map<String, JsonValue> byId) {
    JsonValue owner = container;
    Set<String> seen = new HashSet<>();
    while (attached(owner).isEmpty() && mode(owner).startsWith(CONTAINER_MODE)) {
      String id = mode(owner).substring(CONTAINER_MODE.length());
      JsonValue other = byId.get(id);
      if (other == null || !seen.add(id)) {
        break;
      }
      owner = other;
    }
    List<JsonValue> networks = new ArrayList<>(attached(owner).values());
    return options.matchFirstNetwork() && networks.size() > 1
        ? List.of(networks.getFirst())
        : networks;
  }

  private static Map<String, JsonValue> attached(JsonValue container) {
    Map<String, JsonValue> networks =
        new TreeMap<>(container.get("NetworkSettings").get("Networks").entries());
    networks.values().removeIf(JsonValue::isNull);
    return networks;
  }
}
