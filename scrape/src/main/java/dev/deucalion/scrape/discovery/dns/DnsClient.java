package dev.deucalion.scrape.discovery.dns;

import dev.deucalion.scrape.discovery.DiscoveryException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.random.RandomGenerator;

/** Asks name servers, by datagrams and, where the answer does not fit one, by TCP. */
final class DnsClient {
  private static final int MAX_DATAGRAM_BYTES = 1 << 16;

  private final RandomGenerator random;

  /**
   * @param random makes the numbers that answers are known by
   */
  DnsClient(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Asks one server.
   *
   * @param name with its final dot
   * @throws DiscoveryException when there is no answer in time
   */
  DnsMessage ask(InetSocketAddress server, String name, RecordType type, long timeoutMs)
      throws DiscoveryException {
    int id = random.nextInt(1 << 16);
    byte[] question = DnsMessage.question(id, name, type);
    try {
      DnsMessage answer = askByDatagram(server, question, id, timeoutMs);
      return answer.truncated() ? askByTcp(server, question, id, timeoutMs) : answer;
    } catch (IOException e) {
      throw new DiscoveryException(
          "could not resolve " + name + " by " + server.getHostString() + ": " + e.getMessage(), e);
    }
  }

  private static DnsMessage askByDatagram(
      InetSocketAddress server, byte[] question, int id, long timeoutMs)
      throws IOException, DiscoveryException {
    long deadlineNanos = System.nanoTime() + timeoutMs * 1_000_000;
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.send(new DatagramPacket(question, question.length));
      byte[] buffer = new byte[MAX_DATAGRAM_BYTES];
      while (true) {
        long leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
          throw new SocketTimeoutException("timeout");
        }
        socket.setSoTimeout((int) leftMs);
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        DnsMessage answer = DnsMessage.parse(buffer, packet.getLength());
        // Another number is the late answer to another question, or a forged one.
        if (answer.id() == id) {
          return answer;
        }
      }
    }
  }

  private static DnsMessage askByTcp(
      InetSocketAddress server, byte[] question, int id, long timeoutMs)
      throws IOException, DiscoveryException {
    try (Socket socket = new Socket()) {
      socket.connect(server, (int) timeoutMs);
      socket.setSoTimeout((int) timeoutMs);
      byte[] framed = new byte[question.length + 2];
      framed[0] = (byte) (question.length >> 8);
      framed[1] = (byte) question.length;
      System.arraycopy(question, 0, framed, 2, question.length);
      socket.getOutputStream().write(framed);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] message = new byte[in.readUnsignedShort()];
      in.readFully(message);
      DnsMessage answer = DnsMessage.parse(message, message.length);
      if (answer.id() != id) {
        throw new IOException("an answer to another question");
      }
      return answer;
    }
  }
}
