package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the head of GET requests of one target. Secrets in files are read for each request. */
final class RequestWriter {
  private final HttpClientOptions options;
  private final String fixedHeaders;

  /**
   * @param headers what every request carries, names with values
   */
  RequestWriter(HttpClientOptions options, Map<String, String> headers) {
    this.options = options;
    StringBuilder text = new StringBuilder();
    headers.forEach((name, value) -> appendHeader(text, name, value));
    this.fixedHeaders = text.toString();
  }

  /**
   * A request.
   *
   * @param requestTarget path, or the whole URL for a proxy
   * @param trusted whether the host may see credentials and configured headers
   */
  byte[] write(HttpUrl url, String requestTarget, boolean trusted, String proxyHeaders)
      throws FetchException {
    StringBuilder text = new StringBuilder(512);
    text.append("GET ").append(requestTarget).append(" HTTP/1.1\r\n");
    appendHeader(text, "Host", url.authority());
    text.append(fixedHeaders);
    if (trusted) {
      appendAuth(text);
      for (Map.Entry<String, List<Secret>> header : options.headers().entrySet()) {
        for (Secret value : header.getValue()) {
          appendHeader(text, header.getKey(), read(value, "http header " + header.getKey()));
        }
      }
    }
    return text.append(proxyHeaders).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void appendAuth(StringBuilder text) throws FetchException {
    switch (options.auth()) {
      case HttpAuth.None none -> {}
      case HttpAuth.Basic basic -> {
        String user = read(basic.username(), "basic auth username");
        String password = read(basic.password(), "basic auth password");
        appendHeader(text, "Authorization", basicCredentials(user, password));
      }
      case HttpAuth.Credentials credentials ->
          appendHeader(
              text,
              "Authorization",
              credentials.type()
                  + " "
                  + read(credentials.credentials(), "authorization credentials"));
    }
  }

  static String basicCredentials(String user, String password) {
    byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static String read(@Nullable Secret secret, String what) throws FetchException {
    if (secret == null) {
      return "";
    }
    try {
      return secret.read();
    } catch (IOException e) {
      throw FetchException.failed("unable to read " + what + ": " + e.getMessage());
    }
  }

  static void appendHeader(StringBuilder text, String name, String value) {
    text.append(name).append(": ");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      text.append(c == '\r' || c == '\n' ? ' ' : c);
    }
    text.append("\r\n");
  }
}
