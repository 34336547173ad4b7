package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * {@code /openapi.yaml}: the description of the API, {@code openapi.yaml} beside this class with
 * version and address filled in. What only OpenAPI 3.2 can say stands between marks there.
 */
public final class OpenApiEndpoint {
  private static final Pattern ONLY_NEWER =
      Pattern.compile(" *# begin 3\\.2\n.*? *# end 3\\.2\n", Pattern.DOTALL);
  private static final Pattern MARKS = Pattern.compile(" *# (?:begin|end) 3\\.2\n");

  private final String externalUrl;
  private final Supplier<String> version;

  /**
   * @param externalUrl under which clients reach the server, without a slash at the end
   * @param version of Prometheus that the server behaves as
   */
  public OpenApiEndpoint(String externalUrl, Supplier<String> version) {
    this.externalUrl = externalUrl;
    this.version = version;
  }

  public void serve(Exchange exchange) throws IOException {
    String asked = exchange.request().query().first("openapi_version");
    boolean newer = asked.equals("3.2") || asked.equals("3.2.0");
    exchange.header("Cache-Control", "no-cache, no-store, must-revalidate");
    exchange
        .begin(200, "application/yaml; charset=utf-8")
        .write(document(newer).getBytes(StandardCharsets.UTF_8));
  }

  private String document(boolean newer) {
    String text = resource();
    String chosen =
        newer ? MARKS.matcher(text).replaceAll("") : ONLY_NEWER.matcher(text).replaceAll("");
    return chosen
        .replace("${openapi}", newer ? "3.2.0" : "3.1.0")
        .replace("${version}", version.get())
        .replace("${server}", externalUrl + "/api/v1");
  }

  private static String resource() {
    try (InputStream in = OpenApiEndpoint.class.getResourceAsStream("openapi.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
