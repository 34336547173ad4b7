package dev.deucalion.http.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** Answers that send the client elsewhere. */
public final class Redirects {
  private Redirects() {}

  /** Sends to a path on this server, with the query that came. */
  public static Handler to(int status, String path) {
    return exchange -> {
      String query = exchange.request().rawQuery();
      String location = encode(path) + (query.isEmpty() ? "" : "?" + query);
      exchange.header("Location", location);
      if (exchange.request().method().equals("GET")) {
        exchange
            .begin(status, "text/html; charset=utf-8")
            .write(page(status, location).getBytes(StandardCharsets.UTF_8));
      } else {
        exchange.begin(status, null);
      }
    };
  }

  /** A path as it stands in a URL; a relative one begins with {@code ./}. */
  public static String encode(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      return "/";
    }
  }

  private static String page(int status, String location) {
    String text =
        switch (status) {
          case 302 -> "Found";
          case 308 -> "Permanent Redirect";
          default -> "Moved Permanently";
        };
    return "<a href=\"" + Html.escape(location) + "\">" + text + "</a>.\n\n";
  }
}
