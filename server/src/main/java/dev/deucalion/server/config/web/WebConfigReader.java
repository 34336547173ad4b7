package dev.deucalion.server.config.web;

import dev.deucalion.http.security.TlsServerOptions;
import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.server.config.part.ConfigDefaults;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problem;
import dev.deucalion.server.config.yaml.Problems;
import dev.deucalion.server.config.yaml.YamlDocument;
import dev.deucalion.server.units.GoDuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the text of a web configuration file, whose keys are those that the exporter toolkit of
 * Prometheus describes.
 */
final class WebConfigReader {
  private static final List<String> FRAME_OPTIONS = List.of("deny", "sameorigin");
  private static final List<String> CONTENT_TYPE_OPTIONS = List.of("nosniff");

  /** Values that a header may have; none for any. */
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Strict-Transport-Security", List.of(),
          "X-Content-Type-Options", CONTENT_TYPE_OPTIONS,
          "X-Frame-Options", FRAME_OPTIONS,
          "X-XSS-Protection", List.of(),
          "Content-Security-Policy", List.of());

  private WebConfigReader() {}

  /**
   * The configuration that a text stands for.
   *
   * @param file where it is from; relative paths in it start at its directory
   * @throws WebConfigException with all that is wrong with it
   */
  static WebConfig read(String text, Path file) throws WebConfigException {
    Path parent = file.getParent();
    Reading reading =
        new Reading(
            file.toString(),
            parent == null ? Path.of("") : parent,
            name -> null,
            ConfigDefaults.NONE);
    Problems problems = reading.problems();
    Optional<Node> root = YamlDocument.parse(text, file.toString(), problems);
    MapReader in = new MapReader(root.orElseGet(MapReader::nothing), "web.Config", problems);
    WebConfig config = read(in, reading);
    List<Problem> found = problems.all();
    if (!found.isEmpty()) {
      throw new WebConfigException(
          found.stream()
              .map(problem -> "\n  " + problem)
              .collect(Collectors.joining("", "yaml: unmarshal errors:", "")));
    }
    return config;
  }

  private static WebConfig read(MapReader in, Reading reading) {
    Node tlsNode = in.take("tls_server_config");
    TlsServerOptions tls = tlsNode == null ? null : WebTlsReader.read(tlsNode, reading);
    MapReader http = in.section("http_server_config", "web.HTTPConfig");
    boolean http2 = http.flag("http2", true);
    SequencedMap<String, String> headers =
        http.entries("headers", "map[string]string", (name, value) -> header(http, name, value));
    http.finish();
    SequencedMap<String, String> users =
        in.entries("basic_auth_users", "map[string]config.Secret", (name, v) -> in.textOf(v));
    MapReader rate = in.section("rate_limit", "web.RateLimiterConfig");
    int burst = Math.clamp(rate.integer("burst", 0), 0, Integer.MAX_VALUE);
    long intervalNanos = rate.parsed("interval", 0L, WebConfigReader::nanos);
    rate.finish();
    in.finish();
    return new WebConfig(tls, http2, headers, users, new WebConfig.RateLimit(intervalNanos, burst));
  }

  /** A duration; a number without a unit counts nanoseconds. */
  private static long nanos(String text) {
    return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : GoDuration.parseNanos(text);
  }

  private static String header(MapReader in, String name, Node value) {
    String text = in.textOf(value);
    List<String> allowed = HEADERS.get(name);
    if (allowed == null) {
      in.problems().at(value, "HTTP header " + MapReader.quote(name) + " can not be configured");
    } else if (!allowed.isEmpty() && !allowed.contains(text)) {
      String expected =
          allowed.stream().map(MapReader::quote).collect(Collectors.joining(" ", "[", "]"));
      in.problems()
          .at(
              value,
              "invalid value for "
                  + name
                  + ". Expected one of: "
                  + expected
                  + ", but got: "
                  + MapReader.quote(text));
    }
    return text;
  }
}
