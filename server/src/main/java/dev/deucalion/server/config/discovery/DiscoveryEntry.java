package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.http.HttpUrl;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.config.part.HttpClientReader;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.part.TlsReader;
import dev.deucalion.server.config.yaml.MapReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** One entry of a list such as {@code file_sd_configs}, with what the mechanisms often have. */
final class DiscoveryEntry {
  private final MapReader in;
  private final Reading reading;

  DiscoveryEntry(MapReader in, Reading reading) {
    this.in = in;
    this.reading = reading;
  }

  MapReader in() {
    return in;
  }

  Reading reading() {
    return reading;
  }

  /** A setting named by a name and some values, as the filters of clouds are. */
  record Filter(String name, List<String> values) {}

  /** The keys of an HTTP client, which stand between the others. */
  HttpClientOptions http() {
    return new HttpClientReader(in, reading).read();
  }

  /** {@code refresh_interval} in milliseconds. */
  long refreshMs(long fallbackSeconds) {
    return in.durationMs("refresh_interval", fallbackSeconds * 1_000);
  }

  /** {@code port}, where a target does not have one of its own. */
  int port(int fallback) {
    return (int) in.integer("port", fallback);
  }

  /** Texts that nobody here uses, of keys that may be there. */
  void texts(String... keys) {
    for (String key : keys) {
      in.text(key, "");
    }
  }

  /** Secrets that nobody here uses, of keys that may be there. */
  void secrets(String... keys) {
    for (String key : keys) {
      in.secret(key);
    }
  }

  void tls() {
    new TlsReader(reading).read(in);
  }

  /** {@code filters}; values of each are in their order. */
  List<Filter> filters() {
    List<Filter> filters = new ArrayList<>();
    List<Object> printed = new ArrayList<>();
    for (Node node : in.elements("filters", "Filter")) {
      MapReader filter = new MapReader(node, "Filter", reading.problems());
      Map<String, Object> shown = new LinkedHashMap<>();
      String name = filter.text("name", "");
      List<String> values = filter.texts("values");
      filter.finish();
      shown.put("name", name);
      shown.put("values", values);
      printed.add(shown);
      filters.add(new Filter(name, values));
    }
    in.print("filters", printed);
    return filters;
  }

  /** A text that must be there. */
  String required(String key, String problem) {
    String text = in.text(key, "");
    require(!text.isBlank(), problem);
    return text;
  }

  /**
   * A text that must be one of some.
   *
   * @param missing the problem when there is none
   * @param unknown the problem when it is another, which it ends with in quotes
   */
  String role(String key, Set<String> roles, String fallback, String missing, String unknown) {
    Node place = in.keyNode(key);
    boolean given = in.has(key);
    String role = in.text(key, fallback);
    if (role.isEmpty() && !given) {
      problem(missing);
    } else if (!roles.contains(role)) {
      reading.problems().at(place, unknown + " " + MapReader.quote(role));
    }
    return role;
  }

  /** Exactly one of a secret and a file with one. */
  void secretOrFile(String key, String fileKey) {
    boolean direct = !in.secret(key).isEmpty();
    boolean file = !reading.path(in, fileKey).isEmpty();
    require(direct || file, "one of " + key + " & " + fileKey + " must be configured");
    require(!direct || !file, "at most one of " + key + " & " + fileKey + " must be configured");
  }

  /** The URL of {@code key} with scheme and host; null, and a problem, for anything else. */
  @Nullable URI url(String key, String missing, String invalid) {
    String text = in.text(key, "");
    if (text.isEmpty()) {
      problem(missing);
      return null;
    }
    try {
      URI url = new URI(HttpUrl.escaped(text));
      if (url.getScheme() != null && url.getRawAuthority() != null) {
        return url;
      }
      problem(invalid);
    } catch (URISyntaxException e) {
      problem("parse " + MapReader.quote(text) + ": " + e.getReason());
    }
    return null;
  }

  /** Notes a problem where a text cannot be a URL. */
  void checkUrl(String text) {
    try {
      new URI(HttpUrl.escaped(text));
    } catch (URISyntaxException e) {
      problem("parse " + MapReader.quote(text) + ": " + e.getReason());
    }
  }

  /** A URL of HTTP or HTTPS with a host, in the words of those mechanisms that want one. */
  String webUrl() {
    String text = in.text("url", "");
    if (text.isEmpty()) {
      problem("URL is missing");
      return text;
    }
    try {
      URI url = new URI(HttpUrl.escaped(text));
      if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
        problem("URL scheme must be 'http' or 'https'");
      } else if (url.getRawAuthority() == null) {
        problem("host is missing in URL");
      }
    } catch (URISyntaxException e) {
      boolean onlyScheme = text.equals("http://") || text.equals("https://");
      problem(
          onlyScheme
              ? "host is missing in URL"
              : "parse " + MapReader.quote(text) + ": " + e.getReason());
    }
    return text;
  }

  void require(boolean holds, String problem) {
    if (!holds) {
      problem(problem);
    }
  }

  void problem(String message) {
    reading.problems().at(in.node(), message);
  }
}
