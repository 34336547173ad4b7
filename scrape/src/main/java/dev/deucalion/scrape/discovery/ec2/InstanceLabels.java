package dev.deucalion.scrape.discovery.ec2;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.aws.XmlValue;
import dev.deucalion.scrape.discovery.MetaNames;
import dev.deucalion.scrape.http.AddressText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes a machine, as the API describes it, into the labels of a target. */
final class InstanceLabels {
  private static final String META = "__meta_ec2_";
  private static final String SEPARATOR = ",";

  private final String region;
  private final int port;
  private final Map<String, String> zoneIds;

  InstanceLabels(String region, int port, Map<String, String> zoneIds) {
    this.region = region;
    this.port = port;
    this.zoneIds = zoneIds;
  }

  /** The labels; none of a machine without an address. */
  Optional<Labels> of(XmlValue instance, String owner) {
    Addresses ipv6 = Addresses.of(instance);
    String privateIp = instance.text("privateIpAddress");
    if (privateIp.isEmpty() && ipv6.preferred().isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> labels = new TreeMap<>();
    labels.put(
        LabelNames.ADDRESS,
        AddressText.of(privateIp.isEmpty() ? ipv6.preferred() : privateIp, port));
    put(labels, "instance_id", instance.text("instanceId"));
    put(labels, "region", region);
    put(labels, "owner_id", owner);
    put(labels, "private_ip", privateIp);
    put(labels, "default_ipv6_address", ipv6.preferred());
    put(labels, "primary_ipv6_addresses", joined(ipv6.primary()));
    put(labels, "ipv6_addresses", joined(ipv6.all()));
    put(labels, "private_dns_name", instance.text("privateDnsName"));
    put(labels, "platform", instance.text("platform"));
    String publicIp = instance.text("ipAddress");
    put(labels, "public_ip", publicIp);
    put(labels, "public_dns_name", publicIp.isEmpty() ? "" : instance.text("dnsName"));
    put(labels, "ami", instance.text("imageId"));
    String zone = instance.text("placement", "availabilityZone");
    put(labels, "availability_zone", zone);
    put(labels, "availability_zone_id", zoneIds.getOrDefault(zone, ""));
    put(labels, "instance_state", instance.text("instanceState", "name"));
    put(labels, "instance_type", instance.text("instanceType"));
    put(labels, "instance_lifecycle", instance.text("instanceLifecycle"));
    put(labels, "architecture", instance.text("architecture"));
    addNetwork(labels, instance);
    for (XmlValue tag : instance.items("tagSet")) {
      put(labels, "tag_" + MetaNames.sanitized(tag.text("key")), tag.text("value"));
    }
    return Optional.of(Labels.of(labels));
  }

  private static void addNetwork(Map<String, String> labels, XmlValue instance) {
    String vpc = instance.text("vpcId");
    if (vpc.isEmpty()) {
      return;
    }
    put(labels, "vpc_id", vpc);
    put(labels, "primary_subnet_id", instance.text("subnetId"));
    Set<String> subnets = new LinkedHashSet<>();
    for (XmlValue network : instance.items("networkInterfaceSet")) {
      if (network.has("subnetId")) {
        subnets.add(network.text("subnetId"));
      }
    }
    labels.put(META + "subnet_id", SEPARATOR + String.join(SEPARATOR, subnets) + SEPARATOR);
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(META + name, value);
    }
  }

  private static String joined(Collection<String> addresses) {
    return addresses.isEmpty() ? "" : SEPARATOR + String.join(SEPARATOR, addresses) + SEPARATOR;
  }

  /**
   * IPv6 addresses of a machine.
   *
   * @param preferred one to reach it by: the first primary one, or else the first; empty for none
   * @param primary by the positions of their networks, empty where a network has none
   */
  private record Addresses(String preferred, List<String> primary, List<String> all) {
    /** More networks than any machine has. */
    private static final int MAX_POSITION = 1_000;

    static Addresses of(XmlValue instance) {
      List<String> primary = new ArrayList<>();
      List<String> all = new ArrayList<>();
      if (instance.has("vpcId")) {
        for (XmlValue network : instance.items("networkInterfaceSet")) {
          if (network.has("subnetId")) {
            add(network, primary, all);
          }
        }
      }
      String preferred =
          Stream.concat(primary.stream(), all.stream())
              .filter(address -> !address.isEmpty())
              .findFirst()
              .orElse("");
      return new Addresses(preferred, primary, all);
    }

    private static void add(XmlValue network, List<String> primary, List<String> all) {
      int position = position(network.text("attachment", "deviceIndex"));
      for (XmlValue entry : network.items("ipv6AddressesSet")) {
        String address = entry.text("ipv6Address");
        all.add(address);
        if (entry.text("isPrimaryIpv6").equals("true")) {
          while (primary.size() <= position) {
            primary.add("");
          }
          primary.set(position, address);
        }
      }
    }

    private static int position(String text) {
      try {
        return Math.clamp(Integer.parseInt(text), 0, MAX_POSITION);
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }
}
