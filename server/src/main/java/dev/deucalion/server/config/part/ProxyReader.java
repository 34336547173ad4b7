package dev.deucalion.server.config.part;

import dev.deucalion.scrape.http.HttpUrl;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.config.yaml.MapReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads which proxy to use. Used once. */
final class ProxyReader {
  private final MapReader in;
  private final Reading reading;

  ProxyReader(MapReader in, Reading reading) {
    this.in = in;
    this.reading = reading;
  }

  ProxyOptions read() {
    Node place = in.keyNode("proxy_url");
    String url = in.text("proxy_url", "");
    in.print("proxy_url", checked(url, place));
    Node noProxyPlace = in.keyNode("no_proxy");
    String noProxy = in.text("no_proxy", "");
    Node environmentPlace = in.keyNode("proxy_from_environment");
    boolean fromEnvironment = in.flag("proxy_from_environment", false);
    Node headerPlace = in.keyNode("proxy_connect_header");
    Map<String, List<Secret>> headers = readHeaders();
    if (!headers.isEmpty() && !fromEnvironment && url.isEmpty()) {
      reading
          .problems()
          .at(
              headerPlace,
              "if proxy_connect_header is configured, proxy_url or proxy_from_environment must"
                  + " also be configured");
    }
    if (fromEnvironment && !url.isEmpty()) {
      conflict(environmentPlace, "proxy_url");
    }
    if (fromEnvironment && !noProxy.isEmpty()) {
      conflict(environmentPlace, "no_proxy");
    }
    if (url.isEmpty() && !fromEnvironment && !noProxy.isEmpty()) {
      reading
          .problems()
          .at(noProxyPlace, "if no_proxy is configured, proxy_url must also be configured");
    }
    return new ProxyOptions(url, noProxy, fromEnvironment, headers);
  }

  private void conflict(Node place, String other) {
    reading
        .problems()
        .at(place, "if proxy_from_environment is configured, " + other + " must not be configured");
  }

  private Map<String, List<Secret>> readHeaders() {
    Map<String, Object> printed = new LinkedHashMap<>();
    Map<String, List<Secret>> headers =
        in.entries(
            "proxy_connect_header",
            "map[string][]config.Secret",
            (name, node) -> {
              List<Secret> values = in.textsOf(node).stream().map(Secret::of).toList();
              printed.put(name, Collections.nCopies(values.size(), "<secret>"));
              return values;
            });
    in.print("proxy_connect_header", printed);
    return headers;
  }

  /** The URL as it is shown, its password hidden. */
  private String checked(String url, Node place) {
    try {
      URI uri = new URI(HttpUrl.escaped(url));
      String user = uri.getRawUserInfo();
      int colon = user == null ? -1 : user.indexOf(':');
      return user == null || colon < 0
          ? url
          : url.replace(user + "@", user.substring(0, colon) + ":xxxxx@");
    } catch (URISyntaxException e) {
      reading.problems().at(place, "parse " + MapReader.quote(url) + ": " + e.getReason());
      return "";
    }
  }
}
