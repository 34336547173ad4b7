package dev.deucalion.rules.notify;

import dev.deucalion.rules.alert.Alert;
import dev.deucalion.scrape.aws.AwsSigner;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends alerts to one Alertmanager over one connection. One request at a time; {@link #close} may
 * come from any thread and ends a running one.
 */
final class AlertmanagerClient implements AutoCloseable {
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final String url;
  private final long timeoutMs;
  private final HttpCaller caller;
  private final @Nullable AwsSigner signer;

  /**
   * A client without a connection yet.
   *
   * @param connector shared by all Alertmanagers of one entry
   * @param signer null where nothing is to be signed
   */
  AlertmanagerClient(String url, long timeoutMs, Connector connector, @Nullable AwsSigner signer) {
    this.url = url;
    this.timeoutMs = timeoutMs;
    this.caller = new HttpCaller(connector);
    this.signer = signer;
  }

  /** Sends alerts and waits for the answer. */
  SendOutcome send(List<Alert> alerts) {
    HttpRequest request = HttpRequest.post(url, "application/json", AlertJson.encode(alerts));
    try {
      HttpRequest signed = signer == null ? request : signer.sign(request);
      return judge(caller.call(signed, timeoutMs));
    } catch (FetchException e) {
      return new SendOutcome.TryAgain(String.valueOf(e.getMessage()));
    }
  }

  private static SendOutcome judge(HttpResponse response) {
    if (response.isSuccess()) {
      return new SendOutcome.Taken();
    }
    String reason = "bad response status " + response.status();
    int code = response.code();
    return code >= 500 || code == TOO_MANY_REQUESTS || code == REQUEST_TIMEOUT
        ? new SendOutcome.TryAgain(reason)
        : new SendOutcome.Refused(reason);
  }

  @Override
  public void close() {
    caller.close();
  }
}
