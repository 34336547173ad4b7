package dev.deucalion.scrape.discovery.consul;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.Credentials;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.scrape.options.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Asks Consul, over a connection of its own. Questions with an index wait on the server until
 * something is newer than that. One call at a time; {@link #close} from any thread.
 */
final class ConsulApi implements AutoCloseable {
  /** How long the server lets a question wait. */
  static final long WATCH_MS = 120_000;

  /** The server adds up to a sixteenth to the time, and needs some of its own. */
  private static final long TIMEOUT_MS = WATCH_MS + 15_000;

  private final ConsulDiscoveryOptions options;
  private final ConsulServer server;
  private final Map<String, String> environment;
  private final HttpCaller caller;
  private final LongAdder failures;
  private final DiscoveryMetrics metrics;

  /**
   * An answer.
   *
   * @param index of the state that it tells of
   */
  record Answer(JsonValue value, long index) {}

  ConsulApi(
      ConsulDiscoveryOptions options,
      ConsulServer server,
      Connector connector,
      DiscoveryContext context) {
    this.options = options;
    this.server = server;
    this.environment = context.environment();
    this.caller = new HttpCaller(connector);
    this.metrics = context.metrics();
    this.failures = failures(metrics);
  }

  static LongAdder failures(DiscoveryMetrics metrics) {
    return metrics.counter(
        "prometheus_sd_consul_rpc_failures", "Questions to Consul without an answer.");
  }

  /** The data centre of the agent. */
  String datacenter() throws DiscoveryException {
    JsonValue agent = ask("/v1/agent/self", List.of(), "agent", "self").value();
    String name = agent.get("Config").text("Datacenter");
    if (name.isEmpty()) {
      throw new DiscoveryException("invalid value for Config.Datacenter");
    }
    return name;
  }

  /** Names of all services with their tags. */
  Answer services(long index) throws DiscoveryException {
    List<String> params = watchParams(index);
    if (!options.filter().isEmpty()) {
      params.add(param("filter", options.filter()));
    }
    return ask("/v1/catalog/services", params, "catalog", "services");
  }

  /** Instances of a service, with their health. */
  Answer health(String service, long index) throws DiscoveryException {
    List<String> params = watchParams(index);
    options.tags().forEach(tag -> params.add(param("tag", tag)));
    if (!options.healthFilter().isEmpty()) {
      params.add(param("filter", options.healthFilter()));
    }
    String path = "/v1/health/service/" + encode(service).replace("+", "%20");
    return ask(path, params, "health", "service");
  }

  private List<String> watchParams(long index) {
    List<String> params = new ArrayList<>();
    if (options.allowStale()) {
      params.add("stale=");
    }
    if (index != 0) {
      params.add("index=" + index);
    }
    params.add("wait=" + WATCH_MS + "ms");
    new TreeMap<>(options.nodeMeta())
        .forEach((name, value) -> params.add(param("node-meta", name + ":" + value)));
    return params;
  }

  private Answer ask(String path, List<String> params, String endpoint, String call)
      throws DiscoveryException {
    long startNanos = System.nanoTime();
    try {
      HttpResponse answer = caller.call(request(path, params), TIMEOUT_MS);
      if (!answer.isSuccess()) {
        throw new DiscoveryException(
            "Unexpected response code: " + answer.code() + " (" + answer.text().strip() + ")");
      }
      return new Answer(JsonValue.parse(answer.body()), index(answer.header("X-Consul-Index")));
    } catch (FetchException e) {
      failures.increment();
      throw new DiscoveryException(String.valueOf(e.getMessage()), e);
    } catch (DiscoveryException e) {
      failures.increment();
      throw e;
    } finally {
      durations(endpoint, call).add(System.nanoTime() - startNanos);
    }
  }

  private DurationRecorder durations(String endpoint, String call) {
    return metrics.durations(
        "prometheus_sd_consul_rpc_duration_seconds",
        "How long the answers of Consul took, the waiting for changes included.",
        "call",
        call,
        "endpoint",
        endpoint);
  }

  private HttpRequest request(String path, List<String> params) throws FetchException {
    List<String> all = new ArrayList<>(params);
    addParam(all, "dc", options.datacenter());
    addParam(all, "ns", options.namespace());
    addParam(all, "partition", options.partition());
    String query = all.isEmpty() ? "" : "?" + String.join("&", all);
    HttpRequest request = HttpRequest.get(server.url() + path + query);
    String token = Credentials.read(token(), "consul token");
    return token.isEmpty() ? request : request.withHeader("X-Consul-Token", token);
  }

  /** The token of the configuration, or that of the environment, which may name a file. */
  private @Nullable Secret token() {
    if (options.token() != null) {
      return options.token();
    }
    String file = environment.getOrDefault("CONSUL_HTTP_TOKEN_FILE", "");
    return file.isEmpty()
        ? Secret.of(environment.getOrDefault("CONSUL_HTTP_TOKEN", ""))
        : Secret.inFile(Path.of(file));
  }

  private static void addParam(List<String> params, String name, String value) {
    if (!value.isEmpty()) {
      params.add(param(name, value));
    }
  }

  private static String param(String name, String value) {
    return name + "=" + encode(value);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static long index(String header) {
    try {
      return Long.parseUnsignedLong(header);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    caller.close();
  }
}
