package dev.deucalion.scrape.options;

import org.jspecify.annotations.Nullable;

/** How a client says who it is; at most one way at a time. */
public sealed interface HttpAuth {
  /** No credentials. */
  record None() implements HttpAuth {}

  /** {@code basic_auth}; a missing part is sent as the empty string. */
  record Basic(@Nullable Secret username, @Nullable Secret password) implements HttpAuth {}

  /**
   * {@code authorization}.
   *
   * @param type the scheme, {@code Bearer} unless configured
   */
  record Credentials(String type, Secret credentials) implements HttpAuth {}

  /** {@code oauth2}: a token that a server gives out. */
  record OAuth2(OAuth2Options options) implements HttpAuth {}
}
