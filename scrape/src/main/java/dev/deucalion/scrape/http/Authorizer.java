package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpAuth;
import org.jspecify.annotations.Nullable;

/** Knows what clients of one configuration say of themselves. Safe for many threads. */
public final class Authorizer {
  private final HttpAuth auth;
  private final @Nullable TokenSource tokens;

  public Authorizer(HttpResources resources, HttpAuth auth) {
    this.auth = auth;
    this.tokens =
        auth instanceof HttpAuth.OAuth2 oauth2
            ? new TokenSource(resources, oauth2.options())
            : null;
  }

  /** Whether tokens are asked for. */
  boolean asksForTokens() {
    return tokens != null;
  }

  /**
   * The value of the {@code Authorization} header, empty for none. Asks for a token where that is
   * configured and the last one has expired.
   *
   * @param deadlineNanos moment of {@link System#nanoTime} by which to give up
   * @throws FetchException when it cannot be had, with the reason to show
   */
  public String header(long deadlineNanos) throws FetchException {
    return tokens == null ? Credentials.authorization(auth) : tokens.header(deadlineNanos);
  }
}
