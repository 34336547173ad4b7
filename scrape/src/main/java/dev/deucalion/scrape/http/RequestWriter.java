package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import java.util.List;
import java.util.Map;

/** Writes the requests of one client. Secrets in files are read for each. */
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
   * A request, body included.
   *
   * @param requestTarget path, or the whole URL for a proxy
   * @param trusted whether the host may see configured headers and those of the request
   * @param furtherHeaders lines for this host
   */
  OutgoingRequest write(
      HttpRequest request,
      HttpUrl url,
      String requestTarget,
      boolean trusted,
      String furtherHeaders)
      throws FetchException {
    StringBuilder text = new StringBuilder(512);
    text.append(fixedHeaders);
    if (trusted) {
      for (Map.Entry<String, List<Secret>> header : options.headers().entrySet()) {
        for (Secret value : header.getValue()) {
          appendHeader(
              text, header.getKey(), Credentials.read(value, "http header " + header.getKey()));
        }
      }
    }
    request
        .headers()
        .forEach((name, value) -> {
          if (trusted || !isConfidential(name)) {
            appendHeader(text, name, value);
          }
        });
    if (request.hasBody()) {
      appendHeader(text, "Content-Length", Integer.toString(request.body().length));
    }
    text.append(furtherHeaders);
    return new OutgoingRequest(
        request.method(), url, requestTarget, text.toString(), request.body());
  }

  /** Whether a header says something that only the first host of a request may see. */
  private static boolean isConfidential(String name) {
    return !name.equalsIgnoreCase("Accept") && !name.equalsIgnoreCase("Content-Type");
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
