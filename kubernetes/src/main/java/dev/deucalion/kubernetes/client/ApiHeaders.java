package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.Authorizer;
import dev.deucalion.scrape.http.Credentials;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts credentials and configured headers on each request. Secrets in files are read each time, and
 * a token of OAuth 2.0 is asked for when the last one has expired; what cannot be had is left out,
 * so that the server's refusal shows in the counts.
 */
final class ApiHeaders implements Interceptor {
  static final String NAME = "DEUCALION-HEADERS";

  private static final Logger LOG = LoggerFactory.getLogger(ApiHeaders.class);

  private static final long TOKEN_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final HttpClientOptions options;
  private final Authorizer authorizer;

  ApiHeaders(HttpClientOptions options, HttpResources resources) {
    this.options = options;
    this.authorizer = new Authorizer(resources, options.auth());
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    try {
      String authorization = authorizer.header(System.nanoTime() + TOKEN_TIMEOUT_NANOS);
      if (!authorization.isEmpty()) {
        builder.setHeader("Authorization", authorization);
      }
      for (Map.Entry<String, List<Secret>> header : options.headers().entrySet()) {
        for (Secret value : header.getValue()) {
          builder.header(
              header.getKey(), Credentials.read(value, "http header " + header.getKey()));
        }
      }
    } catch (FetchException e) {
      LOG.atWarn()
          .addKeyValue("err", e.getMessage())
          .log("Credentials for the Kubernetes API cannot be had");
    }
  }
}
