package dev.deucalion.http;

import dev.deucalion.http.api.Cors;
import dev.deucalion.http.api.SearchOptions;
import dev.deucalion.http.read.RemoteReadOptions;
import dev.deucalion.http.receive.RemoteWriteOptions;
import java.net.URI;
import java.util.List;

/**
 * How the server listens and what it allows. Start from {@link #builder()}, which holds the
 * defaults of Prometheus.
 *
 * @param listenAddresses {@code host:port}; an empty host means all interfaces, port 0 a free port
 * @param routePrefix before every path; starts with a slash, ends without one unless it is only one
 * @param externalUrl under which clients reach the server, without a slash at the end
 * @param maxConnections open at a time, over all addresses; others wait to be accepted
 * @param readTimeoutMs how long a request may take to arrive, and a connection may be idle
 * @param corsOrigin regular expression in RE2 syntax that the whole Origin header must match
 * @param pageTitle title of HTML pages
 * @param userAssets directory that is served under {@code /user}; empty for none
 * @param consoles what is served under {@code /consoles}
 * @param enableLifecycle whether {@code /-/reload} and {@code /-/quit} work
 * @param enableAdminApi whether the admin endpoints work
 * @param maxHeaderBytes of the request line and of all header fields, each
 * @param maxBodyBytes of a request's body
 * @param maxUploadBytes of the body of a request that brings samples or asks for them in protobuf
 * @param maxTotalBodyBytes of all bodies that are in memory at a time
 * @param remoteWrite what the receiver of remote writes takes
 * @param enableOtlp whether metrics are received by OTLP
 * @param remoteRead limits of remote reads
 * @param search whether names can be searched for
 * @param lookbackMs how old a sample may be to be federated, and to be a latest one as the tab
 *     Explain tells
 * @param maxEvaluations queries and look-ups that run at a time; others wait
 * @param queries whether what is stored, and what comes of it, can be asked for
 */
public record HttpServerOptions(
    List<String> listenAddresses,
    String routePrefix,
    URI externalUrl,
    int maxConnections,
    long readTimeoutMs,
    String corsOrigin,
    String pageTitle,
    String userAssets,
    Consoles consoles,
    boolean enableLifecycle,
    boolean enableAdminApi,
    int maxHeaderBytes,
    int maxBodyBytes,
    int maxUploadBytes,
    long maxTotalBodyBytes,
    RemoteWriteOptions remoteWrite,
    boolean enableOtlp,
    RemoteReadOptions remoteRead,
    SearchOptions search,
    long lookbackMs,
    int maxEvaluations,
    Queries queries) {
  /**
   * Where pages are that are made of templates.
   *
   * @param templates directory of the pages
   * @param libraries directory of the files {@code *.lib}, whose templates the pages share
   */
  public record Consoles(String templates, String libraries) {}

  /** What becomes of requests that ask for what is stored. */
  public enum Queries {
    ANSWERED,
    /** The program is an agent. */
    REFUSED
  }

  public HttpServerOptions {
    listenAddresses = List.copyOf(listenAddresses);
    if (listenAddresses.isEmpty()) {
      throw new IllegalArgumentException("no address to listen on");
    }
    if (!routePrefix.startsWith("/") || routePrefix.length() > 1 && routePrefix.endsWith("/")) {
      throw new IllegalArgumentException("bad route prefix " + routePrefix);
    }
    var _ = new Cors(corsOrigin);
  }

  /** The defaults of Prometheus. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private List<String> listenAddresses = List.of("0.0.0.0:9090");
    private String routePrefix = "/";
    private URI externalUrl = URI.create("http://localhost:9090");
    private int maxConnections = 512;
    private long readTimeoutMs = 300_000;
    private String corsOrigin = ".*";
    private String pageTitle = "Prometheus Time Series Collection and Processing Server";
    private String userAssets = "";
    private Consoles consoles = new Consoles("consoles", "console_libraries");
    private boolean enableLifecycle;
    private boolean enableAdminApi;
    private int maxHeaderBytes = 1 << 20;
    private int maxBodyBytes = 10 << 20;
    private int maxUploadBytes = 32 << 20;
    private long maxTotalBodyBytes = totalBodyBytes(Runtime.getRuntime().maxMemory());
    private RemoteWriteOptions remoteWrite = RemoteWriteOptions.OFF;
    private boolean enableOtlp;
    private RemoteReadOptions remoteRead = RemoteReadOptions.DEFAULTS;
    private SearchOptions search = SearchOptions.OFF;
    private long lookbackMs = 300_000;
    private int maxEvaluations = 64;
    private Queries queries = Queries.ANSWERED;

    private Builder() {}

    private static long totalBodyBytes(long heapBytes) {
      return Math.max(heapBytes / 8, Math.min(64 << 20, heapBytes / 4));
    }

    public Builder listenAddresses(List<String> addresses) {
      listenAddresses = addresses;
      return this;
    }

    public Builder routePrefix(String prefix) {
      routePrefix = prefix;
      return this;
    }

    public Builder externalUrl(URI url) {
      externalUrl = url;
      return this;
    }

    public Builder maxConnections(int count) {
      maxConnections = count;
      return this;
    }

    public Builder readTimeoutMs(long timeoutMs) {
      readTimeoutMs = timeoutMs;
      return this;
    }

    public Builder corsOrigin(String regex) {
      corsOrigin = regex;
      return this;
    }

    public Builder pageTitle(String title) {
      pageTitle = title;
      return this;
    }

    public Builder userAssets(String directory) {
      userAssets = directory;
      return this;
    }

    public Builder consoles(Consoles directories) {
      consoles = directories;
      return this;
    }

    public Builder enableLifecycle(boolean enabled) {
      enableLifecycle = enabled;
      return this;
    }

    public Builder enableAdminApi(boolean enabled) {
      enableAdminApi = enabled;
      return this;
    }

    public Builder maxHeaderBytes(int bytes) {
      maxHeaderBytes = bytes;
      return this;
    }

    public Builder maxBodyBytes(int bytes) {
      maxBodyBytes = bytes;
      return this;
    }

    public Builder maxUploadBytes(int bytes) {
      maxUploadBytes = bytes;
      return this;
    }

    public Builder maxTotalBodyBytes(long bytes) {
      maxTotalBodyBytes = bytes;
      return this;
    }

    public Builder remoteWrite(RemoteWriteOptions options) {
      remoteWrite = options;
      return this;
    }

    public Builder enableOtlp(boolean enabled) {
      enableOtlp = enabled;
      return this;
    }

    public Builder remoteRead(RemoteReadOptions limits) {
      remoteRead = limits;
      return this;
    }

    public Builder search(SearchOptions how) {
      search = how;
      return this;
    }

    public Builder lookbackMs(long ageMs) {
      lookbackMs = ageMs;
      return this;
    }

    public Builder maxEvaluations(int count) {
      maxEvaluations = count;
      return this;
    }

    public Builder queries(Queries answeredOrNot) {
      queries = answeredOrNot;
      return this;
    }

    public HttpServerOptions build() {
      return new HttpServerOptions(
          listenAddresses,
          routePrefix,
          externalUrl,
          maxConnections,
          readTimeoutMs,
          corsOrigin,
          pageTitle,
          userAssets,
          consoles,
          enableLifecycle,
          enableAdminApi,
          maxHeaderBytes,
          maxBodyBytes,
          maxUploadBytes,
          maxTotalBodyBytes,
          remoteWrite,
          enableOtlp,
          remoteRead,
          search,
          lookbackMs,
          maxEvaluations,
          queries);
    }
  }
}
