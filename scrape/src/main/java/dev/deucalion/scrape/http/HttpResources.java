package dev.deucalion.scrape.http;

import dev.deucalion.model.time.Clock;
import java.security.SecureRandom;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all clients of a process share. Safe for many threads. */
public final class HttpResources {
  private final long maxBodyBytes;
  private final BodyBuffers buffers;
  private final String userAgent;
  private final Map<String, String> environment;
  private final Resolver resolver;
  private final Clock clock;
  private final RandomGenerator random;
  private final GzipDecoders gzipDecoders = new GzipDecoders();
  private final Deadlines deadlines = new Deadlines();
  private @Nullable SystemAuthorities authorities;

  /**
   * @param maxBodyBytes bound of a body for which no limit is configured; all bodies that are read
   *     at a time share twice as much
   * @param userAgent the {@code User-Agent} header
   * @param environment environment variables, for proxies and the system's authorities
   */
  public HttpResources(
      long maxBodyBytes, String userAgent, Map<String, String> environment, Resolver resolver) {
    this(maxBodyBytes, userAgent, environment, resolver, Clock.SYSTEM, new SecureRandom());
  }

  /**
   * As the other, with all that surrounds it.
   *
   * @param clock tells when tokens expire
   * @param random makes names that nobody else has
   */
  public HttpResources(
      long maxBodyBytes,
      String userAgent,
      Map<String, String> environment,
      Resolver resolver,
      Clock clock,
      RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.maxBodyBytes = maxBodyBytes;
    this.buffers = new BodyBuffers(2 * maxBodyBytes);
    this.userAgent = userAgent;
    this.environment = Map.copyOf(environment);
    this.resolver = resolver;
  }

  /** These, but that connections to a name go to its addresses in turn. */
  public HttpResources takingTurns() {
    return new HttpResources(
        maxBodyBytes, userAgent, environment, new TurningResolver(resolver), clock, random);
  }

  /** An empty body for a fetch, with the job's limit or, at 0, the bound of all bodies. */
  public Body newBody(long bodySizeLimitBytes) {
    return bodySizeLimitBytes > 0
        ? new Body(buffers, bodySizeLimitBytes, true)
        : new Body(buffers, maxBodyBytes, false);
  }

  BodyBuffers buffers() {
    return buffers;
  }

  Clock clock() {
    return clock;
  }

  /** Makes names that nobody else has. */
  public RandomGenerator random() {
    return random;
  }

  /** The {@code User-Agent} header of all requests. */
  public String userAgent() {
    return userAgent;
  }

  /** Environment variables, which may name proxies. */
  public Map<String, String> environment() {
    return environment;
  }

  synchronized SystemAuthorities authorities() {
    SystemAuthorities known = authorities;
    if (known == null) {
      known = SystemAuthorities.of(environment);
      authorities = known;
    }
    return known;
  }

  Resolver resolver() {
    return resolver;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  GzipDecoders gzipDecoders() {
    return gzipDecoders;
  }
}
