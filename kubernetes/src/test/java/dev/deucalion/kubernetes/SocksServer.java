package dev.deucalion.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS5 proxy that wants a name and a password, and leads wherever it is asked to. */
final class SocksServer implements AutoCloseable {
  private static final int NAME = 3;

  private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final List<String> users = new CopyOnWriteArrayList<>();
  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean refuses;

  SocksServer() throws IOException {
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              open.add(client);
              Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
              // The test is over.
            }
          }
        });
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Names and passwords that it was shown. */
  List<String> users() {
    return users;
  }

  /** Hosts and ports that it was asked for. */
  List<String> targets() {
    return targets;
  }

  /** Refuses all targets from now on, or no longer. */
  void refuse(boolean now) {
    refuses = now;
  }

  /** Breaks all connections. */
  void breakAll() throws IOException {
    for (Socket each : open) {
      each.close();
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      in.readUnsignedByte();
      in.skipNBytes(in.readUnsignedByte());
      out.write(new byte[] {5, 2});
      in.readUnsignedByte();
      String user = text(in);
      users.add(user + ":" + text(in));
      out.write(new byte[] {1, 0});
      in.skipNBytes(3);
      String host =
          in.readUnsignedByte() == NAME
              ? text(in)
              : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
      int port = in.readUnsignedShort();
      targets.add(host + ":" + port);
      out.write(new byte[] {5, (byte) (refuses ? 5 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
      if (!refuses) {
        join(client, new Socket(host, port));
      }
    } catch (IOException e) {
      // One of both ends is gone.
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), UTF_8);
  }

  private void join(Socket client, Socket far) throws IOException {
    open.add(far);
    Thread.ofVirtual()
        .start(() -> {
          try (client;
              far) {
            far.getInputStream().transferTo(client.getOutputStream());
          } catch (IOException e) {
            // One of both ends is gone.
          }
        });
    try (far) {
      client.getInputStream().transferTo(far.getOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    breakAll();
  }
}
