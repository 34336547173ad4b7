package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a pod knows of its cluster: two environment variables, and the files of its service account.
 * The token is read anew for each request, since the kubelet replaces it before it expires.
 *
 * @param directory with {@code token}, {@code ca.crt} and {@code namespace}
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/">Accessing
 *     the API from a pod</a>
 */
public record InCluster(Map<String, String> environment, Path directory) {
  /** Where the kubelet puts the files. */
  public static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private static final String HOST = "KUBERNETES_SERVICE_HOST";
  private static final String PORT = "KUBERNETES_SERVICE_PORT";

  public InCluster {
    environment = Map.copyOf(environment);
  }

  /**
   * The way to the API server.
   *
   * @throws DiscoveryException when the program does not run in a pod
   */
  ApiAccess access() throws DiscoveryException {
    String host = environment.getOrDefault(HOST, "");
    String port = environment.getOrDefault(PORT, "");
    if (host.isEmpty() || port.isEmpty()) {
      throw new DiscoveryException(
          "unable to load in-cluster configuration, %s and %s must be defined"
              .formatted(HOST, PORT));
    }
    Path token = directory.resolve("token");
    if (!Files.isReadable(token)) {
      throw new DiscoveryException("open " + token + ": no such file or directory");
    }
    Path ca = directory.resolve("ca.crt");
    HttpClientOptions http =
        HttpClientOptions.DEFAULTS
            .withAuth(new HttpAuth.Credentials("Bearer", Secret.inFile(token)))
            .withProxy(new ProxyOptions("", "", true, Map.of()));
    if (Files.isReadable(ca)) {
      http = http.withTls(new TlsOptions(Secret.inFile(ca), null, null, "", false, null, null));
    }
    return new ApiAccess("https://" + bracketed(host) + ":" + port, "", http);
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /**
   * The namespace of the pod.
   *
   * @throws DiscoveryException when it is not known
   */
  public String namespace() throws DiscoveryException {
    String name;
    try {
      name = Files.readString(directory.resolve("namespace")).strip();
    } catch (IOException e) {
      throw new DiscoveryException("could not determine the pod's namespace: " + e.getMessage(), e);
    }
    if (name.isEmpty()) {
      throw new DiscoveryException("could not read own namespace name (empty file)");
    }
    return name;
  }
}
