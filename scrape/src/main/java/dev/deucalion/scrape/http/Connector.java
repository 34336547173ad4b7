package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Opens connections for the clients of one job: names, proxies, TLS. Safe for many threads. */
public final class Connector {
  private static final long MIN_SHARE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Before why a proxy of any kind cannot be reached, as Go has it. */
  private static final String PROXY_FAILED = "proxyconnect tcp: ";

  private final HttpResources resources;
  private final HttpClientOptions options;
  private final ProxyChoice proxies;
  private final TlsLayer tls;
  private final Authorizer authorizer;
  private final String unixSocket;

  public Connector(HttpResources resources, HttpClientOptions options) {
    this(resources, options, "");
  }

  /**
   * A connector that always goes to one socket in the file system.
   *
   * @param path of the socket
   */
  public static Connector toUnixSocket(
      HttpResources resources, HttpClientOptions options, String path) {
    return new Connector(resources, options, path);
  }

  private Connector(HttpResources resources, HttpClientOptions options, String unixSocket) {
    this(
        resources,
        options,
        new ProxyChoice(options.proxy(), resources.environment()),
        new TlsLayer(options.tls(), resources.authorities()),
        new Authorizer(resources, options.auth()),
        unixSocket);
  }

  private Connector(
      HttpResources resources,
      HttpClientOptions options,
      ProxyChoice proxies,
      TlsLayer tls,
      Authorizer authorizer,
      String unixSocket) {
    this.resources = resources;
    this.options = options;
    this.proxies = proxies;
    this.tls = tls;
    this.authorizer = authorizer;
    this.unixSocket = unixSocket;
  }

  /**
   * This connector, but that it always goes to one socket in the file system.
   *
   * @param path of the socket
   */
  public Connector overUnixSocket(String path) {
    return new Connector(resources, options, proxies, tls, authorizer, path);
  }

  HttpResources resources() {
    return resources;
  }

  HttpClientOptions options() {
    return options;
  }

  /** The proxy that requests to the URL go through, null for none. */
  @Nullable ProxyServer proxyOf(HttpUrl url) throws FetchException {
    return unixSocket.isEmpty() ? proxies.proxyOf(url) : null;
  }

  /**
   * The line with our credentials for a server, empty for none. Those in its URL come before those
   * that are configured, but for tokens; a request that is signed needs none.
   *
   * @param trusted whether the server may see what is configured
   */
  String authorization(HttpUrl server, HttpRequest request, boolean trusted, long deadlineNanos)
      throws FetchException {
    boolean inUrl = !server.userInfo().isEmpty() && !(trusted && authorizer.asksForTokens());
    String value;
    if (inUrl) {
      value = request.headers().containsKey("Authorization") ? "" : server.basicAuthorization();
    } else {
      value = trusted ? authorizer.header(deadlineNanos) : "";
    }
    if (value.isEmpty()) {
      return "";
    }
    StringBuilder line = new StringBuilder();
    RequestWriter.appendHeader(line, "Authorization", value);
    return line.toString();
  }

  /** Whether a connection was made with the certificates that are there now. */
  boolean isCurrent(Connection connection) throws FetchException {
    Object identity = connection.identity();
    return identity.equals(TlsLayer.NONE) || identity.equals(tls.identity());
  }

  /**
   * Connects to a server, or to its proxy.
   *
   * @param onOpen told about the wire before anything blocks, so that another thread can close it
   */
  Connection open(HttpUrl url, long deadlineNanos, WireListener onOpen)
      throws IOException, FetchException {
    if (!unixSocket.isEmpty()) {
      return overUnixSocket(url, deadlineNanos, onOpen);
    }
    ProxyServer proxy = proxies.proxyOf(url);
    DeadlineSocket wire =
        proxy == null
            ? connect(url, deadlineNanos, onOpen)
            : connectToProxy(proxy, deadlineNanos, onOpen);
    try {
      return proxy == null ? direct(wire, wire, url) : through(proxy, wire, url);
    } catch (IOException | FetchException e) {
      wire.close();
      throw e;
    }
  }

  private Connection overUnixSocket(HttpUrl url, long deadlineNanos, WireListener onOpen)
      throws IOException, FetchException {
    UnixWire wire = UnixWire.connect(unixSocket, resources.deadlines(), deadlineNanos);
    onOpen.opened(wire);
    try {
      return direct(wire, new WireSocket(wire), url);
    } catch (IOException | FetchException e) {
      wire.close();
      throw e;
    }
  }

  /**
   * A connection over a wire that leads to the server.
   *
   * @param below the wire as a socket
   */
  private Connection direct(Wire wire, Socket below, HttpUrl url)
      throws IOException, FetchException {
    return url.https() ? overTls(wire, below, url) : new Http1Connection(wire);
  }

  private Connection overTls(Wire wire, Socket below, HttpUrl peer)
      throws IOException, FetchException {
    SSLContext identity = tls.identity();
    SSLSocket layered = tls.over(below, peer, identity, options.enableHttp2());
    return TlsLayer.HTTP2.equals(layered.getApplicationProtocol())
        ? new Http2Connection(wire, layered, identity)
        : new Http1Connection(wire, layered, identity);
  }

  private Connection through(ProxyServer proxy, DeadlineSocket wire, HttpUrl url)
      throws IOException, FetchException {
    Socket toProxy = toProxy(proxy, wire);
    if (proxy.kind() == ProxyServer.Kind.HTTP && !url.https()) {
      return new Http1Connection(wire, toProxy, TlsLayer.NONE);
    }
    leadTo(url, proxy, wire, toProxy);
    return direct(wire, toProxy, url);
  }

  /**
   * A way to a proxy, for which the caller speaks itself.
   *
   * @param onOpen told about the wire before anything blocks, so that another thread can close it
   */
  Way wayTo(ProxyServer proxy, long deadlineNanos, WireListener onOpen)
      throws IOException, FetchException {
    DeadlineSocket wire = connectToProxy(proxy, deadlineNanos, onOpen);
    try {
      return new Way(wire, toProxy(proxy, wire));
    } catch (IOException | FetchException e) {
      wire.close();
      throw e;
    }
  }

  /** Has a proxy lead a way to it on to a server. */
  void lead(Way way, ProxyServer proxy, HttpUrl server) throws IOException, FetchException {
    leadTo(server, proxy, way.wire(), way.socket());
  }

  private Socket toProxy(ProxyServer proxy, DeadlineSocket wire)
      throws IOException, FetchException {
    if (!proxy.url().https()) {
      return wire;
    }
    SSLContext identity = tls.identity();
    try {
      return tls.over(wire, proxy.url(), identity, false);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (SSLException e) {
      throw FetchException.failed(PROXY_FAILED + "tls: " + why(e));
    } catch (IOException e) {
      throw FetchException.failed(PROXY_FAILED + why(e));
    }
  }

  private void leadTo(HttpUrl server, ProxyServer proxy, DeadlineSocket wire, Socket toProxy)
      throws IOException, FetchException {
    switch (proxy.kind()) {
      case HTTP -> {
        Http1Connection connection = new Http1Connection(wire, toProxy, TlsLayer.NONE);
        new ProxyTunnel(connection, proxies.connectHeaders(proxy.url())).open(server);
      }
      case SOCKS5 -> {
        String at = text(new InetSocketAddress(wire.getInetAddress(), wire.getPort()));
        new SocksTunnel(wire, proxy.url(), at).open(server);
      }
    }
  }

  private DeadlineSocket connectToProxy(ProxyServer proxy, long deadlineNanos, WireListener onOpen)
      throws IOException, FetchException {
    try {
      return connect(proxy.url(), deadlineNanos, onOpen);
    } catch (FetchException e) {
      throw new FetchException(e.kind(), PROXY_FAILED + e.getMessage());
    }
  }

  private DeadlineSocket connect(HttpUrl peer, long deadlineNanos, WireListener onOpen)
      throws IOException, FetchException {
    FetchException firstFailure = null;
    InetAddress[] addresses = resolve(peer.host(), deadlineNanos);
    for (int i = 0; i < addresses.length; i++) {
      DeadlineSocket socket = new DeadlineSocket(resources.deadlines());
      InetSocketAddress target = new InetSocketAddress(addresses[i], peer.port());
      onOpen.opened(socket);
      String failure;
      try {
        long leftNanos = deadlineNanos - System.nanoTime();
        long share = shareNanos(leftNanos, addresses.length - i);
        socket.deadlineNanos(deadlineNanos - leftNanos + share);
        socket.setTcpNoDelay(true);
        socket.connect(target);
        socket.deadlineNanos(deadlineNanos);
        return socket;
      } catch (SocketTimeoutException e) {
        socket.close();
        if (System.nanoTime() >= deadlineNanos) {
          throw e;
        }
        failure = "i/o timeout";
      } catch (IOException e) {
        socket.close();
        failure = "connect: " + why(e);
      }
      if (firstFailure == null) {
        firstFailure = FetchException.failed("dial tcp " + text(target) + ": " + failure);
      }
    }
    if (firstFailure == null) {
      throw FetchException.failed("dial tcp: lookup " + peer.host() + ": no such host");
    }
    throw firstFailure;
  }

  /**
   * How long one of several addresses may take to answer: as long as each of the others, and two
   * seconds where there is time for them.
   *
   * @param leftNanos for all
   * @param addresses that are left
   */
  static long shareNanos(long leftNanos, int addresses) {
    return Math.min(leftNanos, Math.max(leftNanos / addresses, MIN_SHARE_NANOS));
  }

  private InetAddress[] resolve(String host, long deadlineNanos)
      throws SocketTimeoutException, FetchException {
    if (isLiteral(host)) {
      return new InetAddress[] {InetAddress.ofLiteral(host)};
    }
    CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("resolve " + host)
        .start(() -> {
          try {
            answer.complete(resources.resolver().resolve(host));
          } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("name resolution");
    } catch (ExecutionException e) {
      throw FetchException.failed("dial tcp: lookup " + host + ": no such host");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FetchException.failed("dial tcp: lookup " + host + ": operation was canceled");
    }
  }

  /** Whether the host is an address, which needs no resolver. */
  private static boolean isLiteral(String host) {
    boolean mayBe =
        host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    if (!mayBe) {
      return false;
    }
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String text(InetSocketAddress address) {
    String host = AddressText.of(address.getAddress());
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** The system's words for an error, as Go writes them. */
  static String why(IOException e) {
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    int detail = message.indexOf(" (");
    String text = detail > 0 ? message.substring(0, detail) : message;
    boolean sentence = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return sentence ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
  }

  /**
   * A way through the network.
   *
   * @param socket the wire, or TLS over it
   */
  record Way(DeadlineSocket wire, Socket socket) {}

  /** Is told about wires as they are made. */
  @FunctionalInterface
  interface WireListener {
    void opened(Wire wire) throws FetchException;
  }
}
