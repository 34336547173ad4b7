package dev.deucalion.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesAttributesExtractor;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * An API server that keeps objects, with lists and real watches, and that can be told to fail. What
 * it was asked is remembered.
 */
public final class FakeApi extends KubernetesCrudDispatcher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FakeApi.class.getName());
  private static final KubernetesSerialization READER = new KubernetesSerialization();
  private static final String GONE =
      """
      {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure",\
      "reason":"Expired","message":"too old resource version","code":410}}\
      """;

  private final MockWebServer server = new MockWebServer();
  private final KubernetesClient admin;
  private final KubernetesAttributesExtractor attributes = new KubernetesAttributesExtractor();

  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final Set<WebSocket> watches = ConcurrentHashMap.newKeySet();
  private volatile Predicate<String> refused = path -> false;
  private volatile boolean expired;

  private final String scheme;

  /** A server without objects. */
  public FakeApi() {
    this("http");
  }

  /** The same over TLS, with a certificate that nobody vouches for. */
  public static FakeApi overTls() {
    return new FakeApi("https");
  }

  private FakeApi(String scheme) {
    this.scheme = scheme;
    if (scheme.equals("https")) {
      server.useHttps();
    }
    server.setDispatcher(this);
    server.start();
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(url())
            .withHttp2Disable(true)
            .withTrustCerts(true)
            .withRequestTimeout(60_000)
            .build();
    admin = new KubernetesClientBuilder().withConfig(config).build();
  }

  public String url() {
    return scheme + "://127.0.0.1:" + server.getPort();
  }

  /** A client that may do everything. */
  public KubernetesClient admin() {
    return admin;
  }

  /** Adds an object that is written as YAML. */
  public void add(String yaml) {
    HasMetadata object = READER.unmarshal("---\n" + yaml);
    admin.resource(object).create();
  }

  /** Replaces the object of the same name. */
  public void change(String yaml) {
    HasMetadata object = READER.unmarshal("---\n" + yaml);
    admin.resource(object).update();
  }

  /** Removes the object of this name. */
  public void remove(String yaml) {
    HasMetadata object = READER.unmarshal("---\n" + yaml);
    admin.resource(object).delete();
  }

  /** Puts many objects there at once, as if they had been there before the server started. */
  public void preload(Iterable<? extends HasMetadata> objects) {
    for (HasMetadata object : objects) {
      object.getMetadata().setResourceVersion(Long.toString(requestResourceVersion()));
      object.getMetadata().setGeneration(1L);
      object.getMetadata().setUid("uid-" + object.getMetadata().getName());
      object.getMetadata().setCreationTimestamp("2026-01-01T00:00:00Z");
      map.put(attributes.extract(object), Serialization.asJson(object));
    }
  }

  /** Answers requests whose path and query fit with 403 from now on. */
  public void refuse(Predicate<String> fits) {
    refused = fits;
  }

  /** Answers everything again. */
  public void allow() {
    refused = path -> false;
  }

  /** Ends all watches, as a server does that restarts or a network that breaks. */
  public void breakWatches() {
    for (WebSocket watch : List.copyOf(watches)) {
      watches.remove(watch);
      watch.close(1001, "going away");
    }
  }

  /** How many watches are open. */
  public int openWatches() {
    return watches.size();
  }

  /** Whether each watch that begins is told that its version expired. */
  public void expireWatches(boolean expire) {
    expired = expire;
  }

  /** Paths with queries of the requests so far that fit. */
  public List<String> requests(Predicate<String> fits) {
    List<String> paths = new ArrayList<>();
    for (RecordedRequest request : requests) {
      if (request.getMethod().equals("GET") && fits.test(request.getPath())) {
        paths.add(request.getPath());
      }
    }
    return paths;
  }

  /** Values of a header in all requests so far. */
  public List<String> headers(String name) {
    List<String> values = new ArrayList<>();
    requests.forEach(request -> values.addAll(request.getHeaders().headers(name)));
    return values;
  }

  public static boolean isWatch(String path) {
    return path.contains("watch=true");
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    requests.add(request);
    String path = request.getPath();
    if (refused.test(path)) {
      return new MockResponse().setResponseCode(403);
    }
    if (expired && isWatch(path)) {
      return new MockResponse().withWebSocketUpgrade(new Gone());
    }
    MockResponse response = super.dispatch(request);
    WebSocketListener listener = response.getWebSocketListener();
    return listener == null
        ? response
        : new MockResponse().withWebSocketUpgrade(new Remembered(listener));
  }

  @Override
  public void close() {
    admin.close();
    try {
      server.shutdown();
    } catch (IllegalStateException e) {
      // The server has ten seconds to end, which says more of the machine than of who asked it.
      LOG.log(System.Logger.Level.WARNING, "The API server of a test does not end", e);
    }
  }

  /** Says that the version is too old. */
  private static final class Gone extends WebSocketListener {
    @Override
    public void onOpen(WebSocket socket, Response response) {
      socket.send(GONE);
    }
  }

  /** Lets the test get at the connection. */
  private final class Remembered extends WebSocketListener {
    private final WebSocketListener listener;

    Remembered(WebSocketListener listener) {
      this.listener = listener;
    }

    @Override
    public void onBeforeAccept(WebSocket socket, Response response) {
      listener.onBeforeAccept(socket, response);
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      watches.add(socket);
      listener.onOpen(socket, response);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      listener.onMessage(socket, text);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      listener.onClosing(socket, code, reason);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
      watches.remove(socket);
      listener.onClosed(socket, code, reason);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable error, Response response) {
      watches.remove(socket);
      listener.onFailure(socket, error, response);
    }
  }
}
