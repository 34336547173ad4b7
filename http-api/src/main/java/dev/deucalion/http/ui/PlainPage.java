package dev.deucalion.http.ui;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Html;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Stands where the build made no user interface: says so, and names what can be asked. */
final class PlainPage implements Handler {
  private static final List<String> LINKS =
      List.of(
          "/metrics",
          "/api/v1/targets",
          "/api/v1/labels",
          "/api/v1/query?query=up",
          "/api/v1/status/config",
          "/api/v1/status/flags",
          "/api/v1/status/runtimeinfo",
          "/api/v1/status/tsdb");

  private final byte[] page;

  /**
   * @param pathPrefix path of the external URL, without a slash at the end
   */
  PlainPage(String title, String pathPrefix) {
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    out.append("<meta charset=\"utf-8\"><title>").append(Html.escape(title));
    out.append("</title></head>\n<body><h1>").append(Html.escape(title)).append("</h1>\n");
    out.append("<p>This build has no user interface. The HTTP API answers:</p>\n<ul>\n");
    for (String link : LINKS) {
      String path = Html.escape(pathPrefix + link);
      out.append("<li><a href=\"").append(path).append("\">").append(path).append("</a></li>\n");
    }
    out.append("</ul></body></html>\n");
    page = out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.allowCompression();
    exchange.begin(200, "text/html; charset=utf-8").write(page);
  }
}
