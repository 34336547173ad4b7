package dev.deucalion.scrape.discovery.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server with a few records, on the same port by datagrams and by TCP. */
final class NamePeer implements AutoCloseable {
  private static final int QUESTION_START = 12;

  /** What is answered to a name: a code, and records of type and data. */
  record Zone(int code, List<Entry> entries) {}

  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Entry(int type, byte[] data) {}

  final Map<String, Zone> zones = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Whether datagrams hold nothing but the sign that there is more. */
  volatile boolean truncates;

  private final ServerSocket tcp;
  private final DatagramSocket udp;

  NamePeer() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    tcp = new ServerSocket(0, 0, loopback);
    udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()));
    Thread.ofVirtual().start(this::serveDatagrams);
    Thread.ofVirtual().start(this::serveStreams);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort());
  }

  static byte[] name(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      if (!label.isEmpty()) {
        out.write(label.length());
        out.write(label.getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write(0);
    return out.toByteArray();
  }

  /** Two bytes a number, then the name. */
  static byte[] numbersAndName(String name, int... numbers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int number : numbers) {
      out.write(number >> 8);
      out.write(number);
    }
    out.write(name(name));
    return out.toByteArray();
  }

  private void serveDatagrams() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        udp.receive(packet);
        byte[] answer =
            answer(Arrays.copyOf(packet.getData(), packet.getLength()), "udp ", truncates);
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serveStreams() {
    try {
      while (true) {
        try (Socket socket = tcp.accept()) {
          DataInputStream in = new DataInputStream(socket.getInputStream());
          byte[] question = in.readNBytes(in.readUnsignedShort());
          byte[] answer = answer(question, "tcp ", false);
          DataOutputStream out = new DataOutputStream(socket.getOutputStream());
          out.writeShort(answer.length);
          out.write(answer);
          out.flush();
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private byte[] answer(byte[] question, String way, boolean cut) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = QUESTION_START;
    while (question[at] != 0) {
      name.append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII))
          .append('.');
      at += question[at] + 1;
    }
    asked.add(way + name);
    Zone zone = zones.getOrDefault(name.toString(), new Zone(3, List.of()));
    List<Entry> entries = cut ? List.of() : zone.entries();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(question, 0, 2);
    out.writeShort(0x8180 | zone.code() | (cut ? 0x0200 : 0));
    out.writeShort(1);
    out.writeShort(entries.size());
    out.writeInt(0);
    out.write(question, QUESTION_START, at + 5 - QUESTION_START);
    for (Entry entry : entries) {
      // The name is that of the question, where it stands.
      out.writeShort(0xC000 | QUESTION_START);
      out.writeShort(entry.type());
      out.writeShort(1);
      out.writeInt(60);
      out.writeShort(entry.data().length);
      out.write(entry.data());
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
