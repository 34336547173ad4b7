package dev.deucalion.scrape.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Asks a SOCKS proxy for a connection to a server (RFC 1928, RFC 1929). */
final class SocksTunnel {
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int PASSWORD = 2;
  private static final int PASSWORD_VERSION = 1;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int MAX_TEXT_BYTES = 255;

  private static final String[] REFUSALS = {
    "succeeded",
    "general SOCKS server failure",
    "connection not allowed by ruleset",
    "network unreachable",
    "host unreachable",
    "connection refused",
    "TTL expired",
    "command not supported",
    "address type not supported"
  };

  private final DataInputStream in;
  private final OutputStream out;
  private final HttpUrl proxy;
  private final String proxyAddress;

  /**
   * @param wire to the proxy, unused
   * @param proxyAddress with its port, for errors
   */
  SocksTunnel(Wire wire, HttpUrl proxy, String proxyAddress) throws IOException {
    this.in = new DataInputStream(wire.input());
    this.out = wire.output();
    this.proxy = proxy;
    this.proxyAddress = proxyAddress;
  }

  /** Returns when the connection leads to the server. */
  void open(HttpUrl url) throws IOException, FetchException {
    try {
      greet();
      connect(url);
    } catch (FetchException e) {
      throw failure(url, String.valueOf(e.getMessage()));
    } catch (EOFException e) {
      throw failure(url, "EOF");
    }
  }

  private FetchException failure(HttpUrl url, String why) {
    return FetchException.failed(
        "socks connect tcp " + proxyAddress + "->" + url.hostAndPort() + ": " + why);
  }

  private void greet() throws IOException, FetchException {
    boolean named = !proxy.userInfo().isEmpty();
    send(named ? bytes(VERSION, 2, NO_AUTHENTICATION, PASSWORD) : bytes(VERSION, 1, 0));
    requireVersion(in.readUnsignedByte(), VERSION);
    int method = in.readUnsignedByte();
    if (method == PASSWORD && named) {
      authenticate();
    } else if (method != NO_AUTHENTICATION) {
      throw FetchException.failed("no acceptable authentication methods");
    }
  }

  private void authenticate() throws IOException, FetchException {
    String[] parts = proxy.userInfo().split(":", 2);
    ByteArrayOutputStream message = bytes(PASSWORD_VERSION);
    String error = "invalid username/password";
    putText(message, HttpUrl.decode(parts[0]), error);
    putText(message, parts.length > 1 ? HttpUrl.decode(parts[1]) : "", error);
    send(message);
    requireVersion(in.readUnsignedByte(), PASSWORD_VERSION);
    if (in.readUnsignedByte() != 0) {
      throw FetchException.failed("username/password authentication failed");
    }
  }

  private void connect(HttpUrl url) throws IOException, FetchException {
    ByteArrayOutputStream message = bytes(VERSION, CONNECT, 0);
    putHost(message, url.host());
    message.write(url.port() >>> 8);
    message.write(url.port());
    send(message);
    requireVersion(in.readUnsignedByte(), VERSION);
    int reply = in.readUnsignedByte();
    if (reply != 0) {
      String why = reply < REFUSALS.length ? REFUSALS[reply] : "unknown code: " + reply;
      throw FetchException.failed("unknown error " + why);
    }
    in.readUnsignedByte();
    skipBoundAddress();
  }

  /** Reads past the address that the proxy speaks from. */
  private void skipBoundAddress() throws IOException, FetchException {
    int length =
        switch (in.readUnsignedByte()) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> in.readUnsignedByte();
          default -> throw FetchException.failed("unknown address type");
        };
    in.readFully(new byte[length + Short.BYTES]);
  }

  private static void putHost(ByteArrayOutputStream message, String host) throws FetchException {
    byte[] address;
    try {
      address = InetAddress.ofLiteral(host).getAddress();
    } catch (IllegalArgumentException e) {
      message.write(NAME);
      putText(message, host, "FQDN too long");
      return;
    }
    message.write(address.length == 4 ? IPV4 : IPV6);
    message.writeBytes(address);
  }

  /**
   * @param error where the text is too long
   */
  private static void putText(ByteArrayOutputStream message, String text, String error)
      throws FetchException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > MAX_TEXT_BYTES) {
      throw FetchException.failed(error);
    }
    message.write(utf8.length);
    message.writeBytes(utf8);
  }

  private static ByteArrayOutputStream bytes(int... values) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (int value : values) {
      message.write(value);
    }
    return message;
  }

  private void send(ByteArrayOutputStream message) throws IOException {
    out.write(message.toByteArray());
    out.flush();
  }

  private static void requireVersion(int version, int wanted) throws FetchException {
    if (version != wanted) {
      throw FetchException.failed("unexpected protocol version " + version);
    }
  }
}
