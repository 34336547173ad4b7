package dev.deucalion.server.config;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Parts of a configuration that Prometheus has and this program does not have yet. One that asks
 * for nothing, such as an empty list, is taken; any other is refused by name, since leaving it out
 * in silence would lose what the operator counts on.
 */
final class LaterSections {
  /** Every mechanism of Prometheus but the static one. */
  static final Set<String> DISCOVERIES =
      Set.copyOf(
          Arrays.asList(
              """
              aws azure consul digitalocean dns docker dockerswarm ec2 ecs elasticache eureka file
              gce hetzner http ionos kubernetes kuma lightsail linode marathon msk nerve nomad oci
              openstack outscale ovhcloud puppetdb rds scaleway serverset stackit triton uyuni vultr
              """
                  .strip()
                  .split("\\s+")));

  private static final String DISCOVERY_SUFFIX = "_sd_configs";

  private LaterSections() {}

  /** Refuses each of the keys that is there and asks for something. */
  static void refuse(MapReader in, List<String> keys) {
    for (String key : keys) {
      refuse(in, key);
    }
  }

  /** Refuses the discoveries of a job. */
  static void refuseDiscoveries(MapReader in) {
    for (String key : in.keys()) {
      if (key.endsWith(DISCOVERY_SUFFIX)
          && DISCOVERIES.contains(key.substring(0, key.length() - DISCOVERY_SUFFIX.length()))) {
        refuse(in, key);
      }
    }
  }

  private static void refuse(MapReader in, String key) {
    Node place = in.keyNode(key);
    Node value = in.take(key);
    if (value != null && !asksForNothing(value)) {
      refuse(in, place, key);
    }
  }

  /** Whether none of the keys that are left asks for anything; takes them. */
  static boolean restAsksForNothing(MapReader in) {
    boolean nothing = true;
    for (String key : in.keys()) {
      Node value = in.take(key);
      nothing &= value == null || asksForNothing(value);
    }
    return nothing;
  }

  /** Refuses something at a place. */
  static void refuse(MapReader in, Node place, String what) {
    in.problems().at(place, what + " is not supported yet");
  }

  private static boolean asksForNothing(Node value) {
    return switch (value) {
      case SequenceNode list -> list.getValue().isEmpty();
      case MappingNode map ->
          map.getValue().stream().allMatch(entry -> asksForNothing(entry.getValueNode()));
      default -> MapReader.isNull(value);
    };
  }
}
