package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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
      String authorization = Credentials.authorization(options.auth());
      if (!authorization.isEmpty()) {
        appendHeader(text, "Authorization", authorization);
      }
      for (Map.Entry<String, List<Secret>> header : options.headers().entrySet()) {
        for (Secret value : header.getValue()) {
          appendHeader(
              text, header.getKey(), Credentials.read(value, "http header " + header.getKey()));
        }
      }
    }
    return text.append(proxyHeaders).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
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
