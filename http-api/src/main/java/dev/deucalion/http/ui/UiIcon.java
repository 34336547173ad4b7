package dev.deucalion.http.ui;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.ui.WebUi;
import java.io.IOException;

/**
 * The icon of the pages, at the paths that browsers and Prometheus have for it. Its name stays when
 * it changes, so that browsers ask again after a while.
 */
public final class UiIcon implements Handler {
  private static final String FOR_A_DAY = "public, max-age=86400";

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.header("Cache-Control", FOR_A_DAY);
    exchange.header("X-Content-Type-Options", "nosniff");
    exchange.begin(200, "image/svg+xml").write(WebUi.icon());
  }
}
