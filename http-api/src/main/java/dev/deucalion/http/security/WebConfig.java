package dev.deucalion.http.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a web configuration file says.
 *
 * @param tls null for connections in the clear
 * @param http2 whether HTTP/2 is offered, where there is TLS
 * @param headers fields that every answer carries
 * @param users bcrypt hashes of passwords by name; nobody is asked for one when there are none
 */
public record WebConfig(
    @Nullable TlsServerOptions tls,
    boolean http2,
    SequencedMap<String, String> headers,
    Map<String, String> users,
    RateLimit rateLimit) {
  /** Neither TLS nor passwords. */
  public static final WebConfig OPEN =
      new WebConfig(null, true, new LinkedHashMap<>(), Map.of(), RateLimit.NONE);

  public WebConfig {
    headers = new LinkedHashMap<>(headers);
    users = Map.copyOf(users);
  }

  @Override
  public String toString() {
    return "WebConfig";
  }

  /**
   * How many requests are let in.
   *
   * @param intervalNanos between two requests in the long run, 0 for no limit
   * @param burst how many may come at once after a rest
   */
  public record RateLimit(long intervalNanos, int burst) {
    /** No limit. */
    public static final RateLimit NONE = new RateLimit(0, 0);
  }
}
