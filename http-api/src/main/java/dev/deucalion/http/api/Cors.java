package dev.deucalion.http.api;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.model.labels.GoQuote;

/** Lets pages of other origins read answers. */
public final class Cors {
  private static final String ANY = ".*";

  private final boolean any;
  private final Pattern origins;

  /**
   * @param origins regular expression in RE2 syntax for whole origins
   * @throws IllegalArgumentException when it is none, in Prometheus' words
   */
  public Cors(String origins) {
    this.any = origins.equals(ANY);
    try {
      this.origins = Pattern.compile("^(?s:" + origins + ")$");
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "could not compile CORS regex string " + GoQuote.quote(origins) + ": " + e.getMessage(),
          e);
    }
  }

  public void apply(Exchange exchange) {
    exchange.header("Vary", "Origin");
    String origin = exchange.request().header("Origin");
    if (origin == null || origin.isEmpty()) {
      return;
    }
    exchange.header("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
    exchange.header("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    exchange.header("Access-Control-Expose-Headers", "Date");
    if (any) {
      exchange.header("Access-Control-Allow-Origin", "*");
    } else if (origins.matches(origin)) {
      exchange.header("Access-Control-Allow-Origin", origin);
    }
  }
}
