package dev.deucalion.scrape.discovery.docker;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the daemon, in the newest version of its API that both it and this speak: daemons refuse
 * versions newer than their own, and new ones those of some years ago.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Versions of the API</a>
 */
final class DockerApi {
  /** The minor number of the newest version that this speaks; the major one is 1 everywhere. */
  private static final int NEWEST_MINOR = 44;

  private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,4})");
  private static final String UNIX = "unix://";
  private static final String TCP = "tcp://";

  private final String baseUrl;
  private final HttpCaller caller;
  private final long timeoutMs;

  /** The minor number of the version that is spoken; none until the daemon has told its own. */
  private OptionalInt minor = OptionalInt.empty();

  private DockerApi(String baseUrl, Connector connector, long timeoutMs) {
    this.baseUrl = baseUrl;
    this.caller = new HttpCaller(connector);
    this.timeoutMs = timeoutMs;
  }

  static DockerApi of(DockerDiscoveryOptions options, HttpResources http)
      throws DiscoveryException {
    String host = options.host();
    long timeoutMs = options.refreshIntervalMs();
    if (host.startsWith(UNIX)) {
      String path = host.substring(UNIX.length());
      return new DockerApi(
          "http://docker", Connector.toUnixSocket(http, options.http(), path), timeoutMs);
    }
    boolean web = host.startsWith("http://") || host.startsWith("https://");
    if (!web && !host.startsWith(TCP)) {
      throw new DiscoveryException("unable to parse docker host `" + host + "`");
    }
    String url = web ? host : "http://" + host.substring(TCP.length());
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return new DockerApi(base, new Connector(http, options.http()), timeoutMs);
  }

  /** Containers that run and pass the filters. */
  JsonValue containers(Map<String, List<String>> filters) throws DiscoveryException {
    String query = filters.isEmpty() ? "" : "?filters=" + encode(json(filters));
    return get("/containers/json" + query, "error while listing containers: ");
  }

  JsonValue networks() throws DiscoveryException {
    return get("/networks", "error while computing network labels: ");
  }

  private JsonValue get(String path, String problem) throws DiscoveryException {
    try {
      HttpResponse answer =
          caller.call(HttpRequest.get(baseUrl + "/v1." + minor() + path), timeoutMs);
      if (!answer.isSuccess()) {
        // Another daemon may answer here by now.
        minor = OptionalInt.empty();
        String message = message(answer);
        throw new DiscoveryException(
            problem + (message.isEmpty() ? answer.status() : "daemon: " + message));
      }
      return JsonValue.parse(answer.body());
    } catch (FetchException e) {
      throw new DiscoveryException(problem + e.getMessage(), e);
    }
  }

  private int minor() throws FetchException {
    if (minor.isEmpty()) {
      HttpResponse answer = caller.call(HttpRequest.get(baseUrl + "/_ping"), timeoutMs);
      Matcher version = VERSION.matcher(answer.header("Api-Version"));
      int own = version.matches() ? Integer.parseInt(version.group(1)) : NEWEST_MINOR;
      minor = OptionalInt.of(Math.min(own, NEWEST_MINOR));
    }
    return minor.getAsInt();
  }

  private static String message(HttpResponse answer) {
    try {
      return JsonValue.parse(answer.body()).text("message");
    } catch (DiscoveryException e) {
      return "";
    }
  }

  /** Filters as the API wants them: {@code {"name": {"value": true}}}. */
  static String json(Map<String, List<String>> filters) {
    StringBuilder out = new StringBuilder("{");
    new TreeMap<>(filters)
        .forEach((name, values) -> {
          out.append(out.length() > 1 ? "," : "").append(quoted(name)).append(":{");
          String separator = "";
          for (String value : values) {
            out.append(separator).append(quoted(value)).append(":true");
            separator = ",";
          }
          out.append('}');
        });
    return out.append('}').toString();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
