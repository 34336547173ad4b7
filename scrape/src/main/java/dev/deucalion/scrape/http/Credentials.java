package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a client says of itself, with secrets read anew each time. */
public final class Credentials {
  private Credentials() {}

  /**
   * The value of the {@code Authorization} header, empty for none. Tokens are the business of
   * {@link Authorizer}.
   *
   * @throws FetchException when a file cannot be read, or a server has to be asked
   */
  public static String authorization(HttpAuth auth) throws FetchException {
    if (auth instanceof HttpAuth.None) {
      // Linking the switch takes a millisecond, which the first scrape would wait for.
      return "";
    }
    return switch (auth) {
      case HttpAuth.None none -> "";
      case HttpAuth.Basic basic ->
          basic(
              read(basic.username(), "basic auth username"),
              read(basic.password(), "basic auth password"));
      case HttpAuth.Credentials credentials ->
          credentials.type() + " " + read(credentials.credentials(), "authorization credentials");
      case HttpAuth.OAuth2 oauth2 -> throw FetchException.failed("oauth2: no token");
    };
  }

  /** A user's name and password as a value of the header. */
  public static String basic(String user, String password) {
    byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * A secret, empty for none.
   *
   * @param what it is, for messages
   * @throws FetchException when its file cannot be read
   */
  public static String read(@Nullable Secret secret, String what) throws FetchException {
    if (secret == null) {
      return "";
    }
    try {
      return secret.read();
    } catch (IOException e) {
      throw FetchException.failed("unable to read " + what + ": " + e.getMessage());
    }
  }
}
