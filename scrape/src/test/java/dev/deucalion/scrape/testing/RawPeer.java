package dev.deucalion.scrape.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers requests with exactly the bytes a test wants, or breaks off. */
public final class RawPeer implements AutoCloseable {
  private final ServerSocket server;
  private final Answer answer;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Answers one request; the connection is closed when it returns false. */
  @FunctionalInterface
  public interface Answer {
    boolean write(int request, OutputStream out, CountDownLatch peerClosed)
        throws IOException, InterruptedException;
  }

  public RawPeer(Answer answer) throws IOException {
    this.answer = answer;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request with the same bytes and keeps the connection. */
  public static RawPeer always(byte[] response) throws IOException {
    return new RawPeer((request, out, closed) -> {
      out.write(response);
      return true;
    });
  }

  /** Answers every request with the same text and closes the connection. */
  public static RawPeer once(String response) throws IOException {
    return new RawPeer((request, out, closed) -> {
      out.write(response.getBytes(StandardCharsets.ISO_8859_1));
      return false;
    });
  }

  /** A response of status 200 in the text format, with its length. */
  public static byte[] ok(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.UTF_8);
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  public String url() {
    return "http://" + address() + "/metrics";
  }

  /** Heads of the requests so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        head.append((char) c);
        if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
          requests.add(head.toString());
          head.setLength(0);
          if (!answer.write(requests.size(), socket.getOutputStream(), closed)) {
            return;
          }
        }
      }
    } catch (IOException | InterruptedException e) {
      // The client had enough.
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
