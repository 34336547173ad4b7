package dev.deucalion.server.config.remote;

import dev.deucalion.scrape.http.HttpUrl;
import dev.deucalion.server.config.yaml.MapReader;
import java.net.URI;
import java.net.URISyntaxException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the URL of a remote end. */
final class RemoteUrl {
  private RemoteUrl() {}

  /**
   * A URL.
   *
   * @param shown without its password
   */
  record Read(String url, String shown) {}

  static Read read(MapReader in, String missing) {
    Node place = in.keyNode("url");
    Node value = in.take("url");
    if (value == null) {
      in.problems().at(place, missing);
      return new Read("", "");
    }
    String url = in.textOf(value);
    String shown = url;
    try {
      // Go's parser takes a host with a port for a scheme too.
      URI uri = new URI(HttpUrl.escaped(url));
      String user = uri.getRawUserInfo();
      int colon = user == null ? -1 : user.indexOf(':');
      if (user != null && colon >= 0) {
        shown = url.replace(user + "@", user.substring(0, colon) + ":xxxxx@");
      }
    } catch (URISyntaxException e) {
      in.problems().at(place, "parse " + MapReader.quote(url) + ": " + e.getReason());
    }
    in.print("url", shown);
    return new Read(url, shown);
  }
}
