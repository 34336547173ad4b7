package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.deucalion.scrape.options.HttpClientOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Leads a client of somebody else's making, which knows plain HTTP proxies only, to one server
 * through whatever proxy is configured: of SOCKS, over TLS, with a password. It is a plain HTTP
 * proxy on the loopback interface itself, for those who know its password, and each of its
 * connections goes to that server. Requests without TLS must have no bodies. Safe for many threads.
 */
public final class ProxyBridge implements AutoCloseable {
  /** The header by which the client shows the password. */
  public static final String PASSWORD_HEADER = "Proxy-Authorization";

  private static final int OPEN_MS = 10_000;
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MAX_HEAD_BYTES = 1 << 16;
  private static final int PASSWORD_BYTES = 16;
  private static final byte[] JOINED = "HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1);
  private static final byte[] REFUSED =
      "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(ISO_8859_1);

  private final Connector connector;
  private final ProxyServer proxy;
  private final HttpUrl server;
  private final String password;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile String failure = "";

  private ProxyBridge(
      Connector connector,
      ProxyServer proxy,
      HttpUrl server,
      String password,
      ServerSocket listener) {
    this.connector = connector;
    this.proxy = proxy;
    this.server = server;
    this.password = password;
    this.listener = listener;
  }

  /**
   * A bridge to a server, null where the options and the environment name no proxy for it.
   *
   * @param options proxies, and TLS for those that speak it
   * @throws FetchException when the URL of the proxy is none
   */
  public static @Nullable ProxyBridge to(
      HttpUrl server, HttpClientOptions options, HttpResources resources)
      throws IOException, FetchException {
    Connector connector = new Connector(resources, options);
    ProxyServer proxy = connector.proxyOf(server);
    if (proxy == null) {
      return null;
    }
    byte[] secret = new byte[PASSWORD_BYTES];
    resources.random().nextBytes(secret);
    ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    ProxyBridge bridge =
        new ProxyBridge(
            connector, proxy, server, "Bearer " + HexFormat.of().formatHex(secret), listener);
    Thread.ofVirtual().name("proxy bridge").start(bridge::accept);
    return bridge;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** The value of {@link #PASSWORD_HEADER}. */
  public String password() {
    return password;
  }

  /** Why the proxy could not be reached or did not lead to the server last time, else empty. */
  public String failure() {
    return failure;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().name("proxy bridge, requests").start(() -> serve(client));
      } catch (IOException | OutOfMemoryError e) {
        // It is closed; or there are no files or no memory left, which may pass.
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      register(client);
      client.setSoTimeout(OPEN_MS);
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = readHead(in);
      if (!MessageDigest.isEqual(
          header(head, PASSWORD_HEADER).getBytes(ISO_8859_1), password.getBytes(ISO_8859_1))) {
        client.getOutputStream().write(REFUSED);
        return;
      }
      client.setSoTimeout(0);
      join(client, in, head);
    } catch (IOException e) {
      // One of both ends is gone; the other learns of it by the end of its connection.
    } finally {
      open.remove(client);
    }
  }

  /** Has the end of the bridge close a connection too. */
  private void register(Socket end) throws IOException {
    open.add(end);
    if (listener.isClosed()) {
      throw new IOException("the bridge is closed");
    }
  }

  private void join(Socket client, InputStream in, String head) throws IOException {
    boolean tunnel = head.startsWith("CONNECT ");
    Connector.Way way = way(tunnel || proxy.kind() == ProxyServer.Kind.SOCKS5);
    if (way == null) {
      return;
    }
    try {
      register(way.wire());
      OutputStream out = way.socket().getOutputStream();
      if (tunnel) {
        client.getOutputStream().write(JOINED);
      }
      Thread.ofVirtual().name("proxy bridge, answers").start(() -> answer(way, client));
      if (tunnel) {
        in.transferTo(out);
      } else {
        forward(head, in, out);
      }
    } finally {
      open.remove(way.wire());
      way.wire().close();
    }
  }

  /**
   * A way to the server, or to the proxy where that is asked for what the server has; null when
   * there is none.
   */
  private Connector.@Nullable Way way(boolean toServer) {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OPEN_MS);
    Connector.Way way = null;
    try {
      way = connector.wayTo(proxy, deadlineNanos, _ -> {});
      if (toServer) {
        connector.lead(way, proxy, server);
      }
      // As far away as a socket can count: a watch may be silent for long.
      way.wire().deadlineNanos(System.nanoTime() + Long.MAX_VALUE / 2);
      failure = "";
      return way;
    } catch (SocketTimeoutException e) {
      failure = "proxy " + proxy.url().authority() + ": i/o timeout";
    } catch (IOException | FetchException e) {
      failure = "proxy " + proxy.url().authority() + ": " + e.getMessage();
    }
    if (way != null) {
      way.wire().close();
    }
    return null;
  }

  private static void answer(Connector.Way way, Socket client) {
    try (client) {
      way.socket().getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // One of both ends is gone.
    } finally {
      way.wire().close();
    }
  }

  /** Passes on requests that have no bodies, the first of which has been read. */
  private void forward(String first, InputStream in, OutputStream out) throws IOException {
    String head = first;
    while (!head.isEmpty()) {
      out.write(rewritten(head).getBytes(ISO_8859_1));
      out.flush();
      head = readHead(in);
    }
  }

  /** A request to this proxy as one to the next, or to the server. */
  private String rewritten(String head) throws IOException {
    StringBuilder text = new StringBuilder();
    String[] lines = head.split("\r\n", -1);
    text.append(proxy.kind() == ProxyServer.Kind.HTTP ? lines[0] : originForm(lines[0]));
    for (int i = 1; i < lines.length - 2; i++) {
      if (!lines[i].regionMatches(true, 0, "Proxy-", 0, "Proxy-".length())) {
        text.append("\r\n").append(lines[i]);
      }
    }
    text.append("\r\n");
    if (proxy.kind() == ProxyServer.Kind.HTTP) {
      try {
        text.append(ProxyChoice.authorization(proxy.url()));
      } catch (FetchException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return text.append("\r\n").toString();
  }

  /** A request line that names path and query only (RFC 9112, 3.2.1). */
  private static String originForm(String line) {
    int scheme = line.indexOf("://");
    int blank = line.indexOf(' ');
    int path = scheme < 0 ? -1 : line.indexOf('/', scheme + 3);
    return path < 0 || path > line.lastIndexOf(' ')
        ? line
        : line.substring(0, blank + 1) + line.substring(path);
  }

  /** The head of a request with the empty line behind it; empty at the end. */
  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_HEAD_BYTES) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
      if (next == '\n' && head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) >= 0) {
        return head.toString();
      }
    }
    throw new IOException("a head of more than " + MAX_HEAD_BYTES + " bytes");
  }

  private static String header(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket end : open) {
        end.close();
      }
    } catch (IOException e) {
      // What went over the connections has been judged already.
    }
  }
}
