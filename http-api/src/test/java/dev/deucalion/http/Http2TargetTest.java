package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.http.security.WebConfig;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The client that scrapes, before a server that speaks HTTP/2 and is not of the same make. */
final class Http2TargetTest {
  private static final Certificates AUTHORITY = Certificates.newAuthority();
  private static final WebConfig TLS =
      Certificates.config(Certificates.options(AUTHORITY.server()));
  private static final long LONG_MS = 30_000;

  private final HttpResources resources =
      new HttpResources(64 << 20, "agent", Map.of(), Resolver.SYSTEM);

  private HttpCaller caller(boolean http2) {
    HttpClientOptions defaults = HttpClientOptions.DEFAULTS;
    TlsOptions tls =
        new TlsOptions(Secret.of(AUTHORITY.authorityPem()), null, null, "", false, null, null);
    return new HttpCaller(
        resources,
        new HttpClientOptions(
            defaults.auth(), true, http2, tls, defaults.proxy(), defaults.headers()));
  }

  private static String url(ServerFixture http, String path) {
    return "https://127.0.0.1:" + http.address().getPort() + path;
  }

  private static HttpResponse get(HttpCaller caller, ServerFixture http, String path)
      throws FetchException {
    return caller.call(HttpRequest.get(url(http, path)), LONG_MS);
  }

  @Test
  void asksOneThingAfterTheOther() throws Exception {
    try (ServerFixture http = new ServerFixture(() -> TLS);
        HttpCaller caller = caller(true)) {
      for (int i = 0; i < 50; i++) {
        HttpResponse answer = get(caller, http, "/-/ready");
        assertThat(answer.headerLines()).startsWith("HTTP/2.0 200 OK\r\n");
        assertThat(answer.text()).isEqualTo("Prometheus Server is Ready.\n");
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(get(caller, http, "/nowhere").status()).isEqualTo("404 Not Found");
      }
    }
  }

  /** A request beyond the first window, which the server has to open further. */
  @Test
  void sendsMuch() throws Exception {
    try (ServerFixture http = new ServerFixture(() -> TLS);
        HttpCaller caller = caller(true)) {
      HttpRequest request =
          HttpRequest.post(
              url(http, "/api/v1/query"),
              "application/x-www-form-urlencoded",
              "query=1&nothing=" + "x".repeat(1 << 20));
      for (int i = 0; i < 3; i++) {
        HttpResponse answer = caller.call(request, LONG_MS);
        assertThat(answer.headerLines()).startsWith("HTTP/2.0 200 OK\r\n");
        assertThat(answer.text()).contains("\"resultType\":\"scalar\"");
      }
    }
  }

  @Test
  void speaksHttp1WhereItIsSwitchedOff() throws Exception {
    try (ServerFixture http = new ServerFixture(() -> TLS);
        HttpCaller caller = caller(false)) {
      assertThat(get(caller, http, "/-/ready").headerLines()).startsWith("HTTP/1.1 200 OK\r\n");
    }
    WebConfig without =
        new WebConfig(TLS.tls(), false, TLS.headers(), TLS.users(), TLS.rateLimit());
    try (ServerFixture http = new ServerFixture(() -> without);
        HttpCaller caller = caller(true)) {
      assertThat(get(caller, http, "/-/ready").headerLines()).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void aServerThatWentIsAnError() throws Exception {
    try (HttpCaller caller = caller(true)) {
      HttpRequest request;
      try (ServerFixture http = new ServerFixture(() -> TLS)) {
        request = HttpRequest.get(url(http, "/-/ready"));
        assertThat(caller.call(request, LONG_MS).isSuccess()).isTrue();
      }
      assertThatThrownBy(() -> caller.call(request, LONG_MS)).isInstanceOf(FetchException.class);
    }
  }
}
