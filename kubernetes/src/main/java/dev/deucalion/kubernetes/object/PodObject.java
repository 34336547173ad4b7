package dev.deucalion.kubernetes.object;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod.
 *
 * @param ready {@code true}, {@code false} or {@code unknown}
 * @param controller what keeps it running
 * @param containers init containers after the others
 */
public record PodObject(
    Meta meta,
    String uid,
    String ip,
    String hostIp,
    String phase,
    String ready,
    String nodeName,
    @Nullable Controller controller,
    List<Container> containers)
    implements KubernetesObject {
  public PodObject {
    containers = List.copyOf(containers);
  }

  /**
   * A container.
   *
   * @param id {@code type://id}, empty before it runs
   * @param init whether it runs before the others
   */
  public record Container(
      String name, String image, String id, boolean init, List<ContainerPort> ports) {
    public Container {
      ports = List.copyOf(ports);
    }
  }

  /** A port that a container declares. */
  public record ContainerPort(String name, int number, String protocol) {}
}
