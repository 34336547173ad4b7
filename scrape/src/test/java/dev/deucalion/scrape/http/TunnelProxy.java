package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that makes tunnels, or refuses. */
final class TunnelProxy implements AutoCloseable {
  final List<String> heads = new CopyOnWriteArrayList<>();
  private final String answer;
  private final ServerSocket server;

  TunnelProxy(ServerSocket server, String answer) {
    this.server = server;
    this.answer = answer;
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try {
      InputStream in = client.getInputStream();
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        head.append((char) next);
      }
      heads.add(head.toString());
      client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(UTF_8));
      client.getOutputStream().flush();
      String[] to = head.toString().split(" ", 3)[1].split(":", 2);
      Socket far = new Socket(to[0], Integer.parseInt(to[1]));
      Thread.ofVirtual().start(() -> copy(far, client));
      copy(client, far);
    } catch (IOException e) {
      // One of both ends is gone.
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      byte[] buffer = new byte[8192];
      int count;
      while ((count = from.getInputStream().read(buffer)) >= 0) {
        to.getOutputStream().write(buffer, 0, count);
        to.getOutputStream().flush();
      }
    } catch (IOException e) {
      // One of both ends is gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
