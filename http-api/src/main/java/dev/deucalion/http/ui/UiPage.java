package dev.deucalion.http.ui;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Html;
import dev.deucalion.ui.WebUi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The document of all pages. Its policy lets it load and ask nothing outside its own origin; styles
 * that the editor makes while it runs are told from foreign ones by a nonce.
 */
public final class UiPage implements Handler {
  private static final String HTML = "text/html; charset=utf-8";

  private final String document;
  private final Nonces nonces;

  private UiPage(String document, Nonces nonces) {
    this.document = document;
    this.nonces = nonces;
  }

  /** The pages, or one that says that there are none where the build could not bundle them. */
  public static Handler of(UiSettings settings, Nonces nonces) {
    return new Late(settings, nonces);
  }

  /**
   * @param page what the build bundled; null where it could not
   */
  static Handler of(@Nullable String page, UiSettings settings, Nonces nonces) {
    if (page == null) {
      return new PlainPage(settings.title(), settings.pathPrefix());
    }
    String document =
        page.replace("@agent@", Boolean.toString(settings.mode() == UiSettings.Mode.AGENT))
            .replace("@adminApi@", Boolean.toString(settings.admin() == UiSettings.Access.ON))
            .replace("@lifecycle@", Boolean.toString(settings.lifecycle() == UiSettings.Access.ON))
            .replace("@consoles@", Html.escape(settings.consoles()))
            .replace("@title@", Html.escape(settings.title()));
    return new UiPage(document, nonces);
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    String nonce = nonces.next();
    exchange.header("Content-Security-Policy", policy(nonce));
    exchange.header("X-Content-Type-Options", "nosniff");
    exchange.header("Referrer-Policy", "same-origin");
    exchange.header("Cache-Control", "no-store");
    exchange.allowCompression();
    byte[] body = document.replace("@nonce@", nonce).getBytes(StandardCharsets.UTF_8);
    exchange.begin(200, HTML).write(body);
  }

  private static String policy(String nonce) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce
        + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none';"
        + " form-action 'self'; frame-ancestors 'self'";
  }

  /**
   * Reads the document for the first request: finding it opens archives, which would delay a start.
   */
  private static final class Late implements Handler {
    private final UiSettings settings;
    private final Nonces nonces;
    private volatile @Nullable Handler page;

    Late(UiSettings settings, Nonces nonces) {
      this.settings = settings;
      this.nonces = nonces;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
      Handler read = page;
      if (read == null) {
        read = of(WebUi.page(), settings, nonces);
        page = read;
      }
      read.handle(exchange);
    }
  }
}
