package dev.deucalion.http.ui;

import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.ui.WebUi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /assets/*}: scripts, styles and pictures. They lie compressed and go out as they lie to
 * clients that take gzip, which all browsers do. Their names change with what is in them, so a
 * browser asks for each of them once.
 */
public final class UiAssets implements Handler {
  private static final String FOREVER = "public, max-age=31536000, immutable";

  @Override
  public void handle(Exchange exchange) throws IOException {
    WebUi.Asset asset = WebUi.asset(exchange.request().pathParameter("name"));
    if (asset == null) {
      exchange.error(404, "404 page not found");
      return;
    }
    exchange.header("Cache-Control", FOREVER);
    exchange.header("X-Content-Type-Options", "nosniff");
    exchange.header("Vary", "Accept-Encoding");
    if (takesGzip(exchange.request().header("Accept-Encoding"))) {
      exchange.header("Content-Encoding", "gzip");
      exchange.begin(200, asset.type()).write(asset.gzipped());
    } else {
      PageSink out = exchange.begin(200, asset.type());
      try (var plain = new GZIPInputStream(new ByteArrayInputStream(asset.gzipped()))) {
        plain.transferTo(out);
      }
    }
  }

  /** A coding with a weight is not taken, so {@code gzip;q=0} is never taken for a wish. */
  private static boolean takesGzip(@Nullable String acceptEncoding) {
    if (acceptEncoding != null) {
      for (String coding : acceptEncoding.split(",", -1)) {
        if (coding.strip().equals("gzip")) {
          return true;
        }
      }
    }
    return false;
  }
}
