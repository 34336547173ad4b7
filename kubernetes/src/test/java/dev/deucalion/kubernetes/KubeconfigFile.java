package dev.deucalion.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A kubeconfig file with a context, and another user that it does not name. */
public final class KubeconfigFile {
  private KubeconfigFile() {}

  /**
   * Writes one.
   *
   * @param cluster settings of the cluster, a YAML mapping in braces
   * @param user settings of the user, a YAML mapping in braces
   */
  public static Path write(Path directory, String cluster, String user) throws IOException {
    return Files.writeString(
        directory.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: c, user: u, namespace: other}}]
        clusters: [{name: c, cluster: %s}]
        users: [{name: v, user: {token: wrong}}, {name: u, user: %s}]
        """
            .formatted(cluster, user));
  }
}
