package dev.deucalion.http.security;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those requests through that may pass, and adds the header fields that every answer carries.
 * The limit of requests is that of the start, all else as it is at each request.
 */
public final class AccessGate implements Handler {
  private static final Logger log = LoggerFactory.getLogger(AccessGate.class);

  private final WebConfigSource source;
  private final RateLimiter limiter;
  private final Handler inside;
  private final PasswordCheck passwords = new PasswordCheck();

  /**
   * @param limit of requests
   * @param nanoTime a clock that only moves forward, in nanoseconds
   * @param inside answers who may pass
   */
  public AccessGate(
      WebConfigSource source, WebConfig.RateLimit limit, LongSupplier nanoTime, Handler inside) {
    this.source = source;
    this.limiter = new RateLimiter(limit, nanoTime);
    this.inside = inside;
  }

  /**
   * Makes sure that a configuration can be used.
   *
   * @throws WebConfigException when it cannot
   */
  public static void check(WebConfig config) throws WebConfigException {
    for (String hash : config.users().values()) {
      BcryptHash.check(hash);
    }
    if (config.tls() != null) {
      var _ = new ServerTls(() -> config, config.http2()).newEngine();
    }
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    WebConfig config;
    try {
      config = source.current();
    } catch (WebConfigException e) {
      log.atError().addKeyValue("err", e.getMessage()).log("Unable to parse configuration");
      exchange.error(500, "Internal Server Error");
      return;
    }
    if (!limiter.admits()) {
      exchange.error(429, "Too Many Requests");
      return;
    }
    config.headers().forEach(exchange::setHeader);
    String authorization = exchange.request().header("Authorization");
    if (config.users().isEmpty() || passwords.admits(config.users(), authorization)) {
      inside.handle(exchange);
    } else {
      exchange.setHeader("WWW-Authenticate", "Basic");
      exchange.error(401, "Unauthorized");
    }
  }
}
