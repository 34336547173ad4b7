package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.ProxyBridge;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests and logs those that fail: once when a path begins to fail or fails otherwise, and
 * once when it is answered again. In between the client tries again and again, at growing
 * intervals, which would fill the log.
 */
final class RequestWatcher implements Interceptor {
  static final String NAME = "DEUCALION-WATCHER";

  private static final Logger LOG = LoggerFactory.getLogger(RequestWatcher.class);
  private static final int MAX_SUCCESS = 299;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final ApiMetrics metrics;
  private final @Nullable ProxyBridge bridge;

  /** What failing paths were last answered. */
  private final Map<String, String> failing = new ConcurrentHashMap<>();

  /**
   * @param bridge what requests go through, which knows best why they do not; null for none
   */
  RequestWatcher(ApiMetrics metrics, @Nullable ProxyBridge bridge) {
    this.metrics = metrics;
    this.bridge = bridge;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.@Nullable Consumer<List<ByteBuffer>> consumer) {
    int code = response.code();
    metrics.answered(Integer.toString(code));
    if (code <= MAX_SUCCESS || code == SWITCHING_PROTOCOLS) {
      succeeded(request.uri());
    } else {
      failed(request.uri(), "HTTP status " + code);
    }
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    metrics.answered("<error>");
    String ofProxy = bridge == null ? "" : bridge.failure();
    failed(request.uri(), ofProxy.isEmpty() ? String.valueOf(failure.getMessage()) : ofProxy);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {}

  private void succeeded(URI uri) {
    if (failing.remove(what(uri)) != null) {
      LOG.atInfo().addKeyValue("url", what(uri)).log("Kubernetes API answers again");
    }
  }

  private void failed(URI uri, String reason) {
    metrics.failed();
    if (!reason.equals(failing.put(what(uri), reason))) {
      LOG.atWarn()
          .addKeyValue("url", what(uri))
          .addKeyValue("err", reason)
          .log("Listing or watching Kubernetes objects failed, targets stay as they are");
    }
  }

  /** Names the request without what differs from one try to the next. */
  private static String what(URI uri) {
    boolean watch = uri.getQuery() != null && uri.getQuery().contains("watch=true");
    return (watch ? "watch " : "list ") + uri.getPath();
  }
}
