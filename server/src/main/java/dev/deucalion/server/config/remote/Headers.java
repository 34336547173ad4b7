package dev.deucalion.server.config.remote;

import dev.deucalion.server.config.yaml.MapReader;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code headers}, names with one value each. */
public final class Headers {
  private static final String AUTHORIZATION = "authorization";
  private static final Set<String> RESERVED = reserved();

  private Headers() {}

  /**
   * The headers, printed.
   *
   * @param authorizationProblem what is said of the header {@code Authorization}
   */
  public static Map<String, String> read(MapReader in, String authorizationProblem) {
    Map<String, String> headers =
        in.entries(
            "headers",
            "map[string]string",
            (name, value) -> {
              check(in, name, value, authorizationProblem);
              return in.textOf(value);
            });
    in.print("headers", headers);
    return headers;
  }

  private static void check(MapReader in, String name, Node place, String problem) {
    if (name.equalsIgnoreCase(AUTHORIZATION)) {
      in.problems().at(place, problem);
    } else if (RESERVED.contains(name)) {
      in.problems().at(place, name + " is a reserved header. It must not be changed");
    }
  }

  private static Set<String> reserved() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(
        Arrays.asList(
            """
            host content-encoding content-length content-type user-agent connection keep-alive
            proxy-authenticate proxy-authorization www-authenticate accept-encoding
            x-prometheus-remote-write-version x-prometheus-remote-read-version x-amz-date
            x-amz-security-token x-amz-content-sha256
            """
                .strip()
                .split("\\s+")));
    return names;
  }
}
