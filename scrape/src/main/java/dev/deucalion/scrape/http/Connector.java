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
import org.jspecify.annotations.Nullable;

/** Opens connections for the clients of one job: names, proxies, TLS. Safe for many threads. */
public final class Connector {
  private final HttpResources resources;
  private final HttpClientOptions options;
  private final ProxyChoice proxies;
  private final TlsLayer tls;

  public Connector(HttpResources resources, HttpClientOptions options) {
    this.resources = resources;
    this.options = options;
    this.proxies = new ProxyChoice(options.proxy(), resources.environment());
    this.tls = new TlsLayer(options.tls());
  }

  HttpResources resources() {
    return resources;
  }

  HttpClientOptions options() {
    return options;
  }

  /** The proxy that requests to the URL go through, null for none. */
  @Nullable HttpUrl proxyOf(HttpUrl url) throws FetchException {
    return proxies.proxyOf(url);
  }

  /**
   * Connects to a server, or to its proxy.
   *
   * @param onOpen told about the socket before anything blocks, so that another thread can close it
   */
  Connection open(HttpUrl url, long deadlineNanos, SocketListener onOpen)
      throws IOException, FetchException {
    HttpUrl proxy = proxies.proxyOf(url);
    HttpUrl peer = proxy == null ? url : proxy;
    DeadlineSocket socket = connect(peer, deadlineNanos, onOpen);
    try {
      if (proxy != null && proxy.https()) {
        throw FetchException.failed("proxies are reached over plain HTTP only: " + proxy.text());
      }
      if (proxy != null && url.https()) {
        new ProxyTunnel(socket, proxies.connectHeaders(proxy)).open(url);
      }
      Socket layered = url.https() ? tls.over(socket, url) : socket;
      return new Connection(socket, layered);
    } catch (IOException | FetchException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  private DeadlineSocket connect(HttpUrl peer, long deadlineNanos, SocketListener onOpen)
      throws IOException, FetchException {
    FetchException firstFailure = null;
    for (InetAddress address : resolve(peer.host(), deadlineNanos)) {
      DeadlineSocket socket = new DeadlineSocket();
      InetSocketAddress target = new InetSocketAddress(address, peer.port());
      onOpen.opened(socket);
      try {
        socket.deadlineNanos(deadlineNanos);
        socket.setTcpNoDelay(true);
        socket.connect(target);
        return socket;
      } catch (SocketTimeoutException e) {
        closeQuietly(socket);
        throw e;
      } catch (IOException e) {
        closeQuietly(socket);
        if (firstFailure == null) {
          firstFailure = FetchException.failed("dial tcp " + text(target) + ": connect: " + why(e));
        }
      }
    }
    if (firstFailure == null) {
      throw FetchException.failed("dial tcp: lookup " + peer.host() + ": no such host");
    }
    throw firstFailure;
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
    String host = address.getAddress().getHostAddress();
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

  /** Closes a socket that is given up, whose errors interest nobody. */
  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // What went over the socket has been judged already.
    }
  }

  /** Is told about sockets as they are made. */
  @FunctionalInterface
  interface SocketListener {
    void opened(DeadlineSocket socket) throws FetchException;
  }
}
