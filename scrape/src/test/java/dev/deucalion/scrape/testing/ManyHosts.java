package dev.deucalion.scrape.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Many hosts at one port, each with an address of its own in 127.0.0.0/8, which Linux has without
 * being told. Some take requests and never answer.
 */
public final class ManyHosts implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final int NETWORK = 127 << 24;

  /** Of host 0. */
  private static final int FIRST = NETWORK + (1 << 16);

  private static final byte[] ANSWER = RawPeer.ok("a 1\n");

  private final ServerSocket server;
  private final IntPredicate hangs;
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger mostHanging = new AtomicInteger();

  private ManyHosts(ServerSocket server, IntPredicate hangs) {
    this.server = server;
    this.hangs = hangs;
  }

  /**
   * Starts them.
   *
   * @param hangs whether a host never answers, by its number from 0 on
   */
  public static ManyHosts start(IntPredicate hangs) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress("0.0.0.0", 0), BACKLOG);
    ManyHosts hosts = new ManyHosts(server, hangs);
    Thread.ofVirtual().start(hosts::accept);
    return hosts;
  }

  /** Address and port of a host. */
  public String address(int host) {
    int address = FIRST + host;
    return "127.%d.%d.%d:%d"
        .formatted(
            address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff, server.getLocalPort());
  }

  private static int host(InetAddress address) {
    int number = 0;
    for (byte part : address.getAddress()) {
      number = number << 8 | part & 0xff;
    }
    return number - FIRST;
  }

  /** How many requests were waiting for answers that never come, at most at a time. */
  public int mostHanging() {
    return mostHanging.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      boolean never = hangs.test(host(socket.getLocalAddress()));
      InputStream in = socket.getInputStream();
      while (readRequest(in)) {
        if (never) {
          hang(in);
          return;
        }
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      // The client had enough.
    }
  }

  private void hang(InputStream in) throws IOException {
    mostHanging.accumulateAndGet(hanging.incrementAndGet(), Math::max);
    try {
      while (in.read() >= 0) {
        // Whatever else it says.
      }
    } finally {
      hanging.decrementAndGet();
    }
  }

  /** Reads up to the empty line; false at the end of the connection. */
  private static boolean readRequest(InputStream in) throws IOException {
    int last = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      last = last << 8 | c;
      if (last == 0x0d0a0d0a) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
