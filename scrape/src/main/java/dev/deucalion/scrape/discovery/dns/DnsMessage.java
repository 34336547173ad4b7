package dev.deucalion.scrape.discovery.dns;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.AddressText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the domain name system (RFC 1035, 4).
 *
 * @param code 0 for success, 3 for a name that does not exist
 * @param truncated whether there is more than fits a datagram
 */
record DnsMessage(int id, int code, boolean truncated, List<DnsRecord> answers) {
  static final int SUCCESS = 0;
  static final int NO_SUCH_NAME = 3;

  private static final int RECURSION_DESIRED = 0x0100;
  private static final int TRUNCATED = 0x0200;
  private static final int CLASS_INTERNET = 1;
  private static final int HEADER_BYTES = 12;
  private static final int MAX_LABEL_BYTES = 63;
  private static final int MAX_NAME_BYTES = 255;

  /** Announces, as an additional record, that larger datagrams are welcome (RFC 6891). */
  private static final int OPT = 41;

  private static final int DATAGRAM_BYTES = 4096;

  DnsMessage {
    answers = List.copyOf(answers);
  }

  /**
   * A question for one type of records.
   *
   * @param name with its final dot
   */
  static byte[] question(int id, String name, RecordType type) throws DiscoveryException {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + MAX_NAME_BYTES + 1 + 4 + 11);
    out.putShort((short) id).putShort((short) RECURSION_DESIRED);
    out.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 1);
    int length = 1;
    for (String label : name.substring(0, name.length() - 1).split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
      length += bytes.length + 1;
      if (bytes.length == 0 || bytes.length > MAX_LABEL_BYTES || length > MAX_NAME_BYTES) {
        throw new DiscoveryException("not a name of a domain: " + name);
      }
      out.put((byte) bytes.length).put(bytes);
    }
    out.put((byte) 0).putShort((short) type.code()).putShort((short) CLASS_INTERNET);
    out.put((byte) 0).putShort((short) OPT).putShort((short) DATAGRAM_BYTES);
    out.putInt(0).putShort((short) 0);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /**
   * Reads an answer.
   *
   * @throws DiscoveryException when the bytes are not one
   */
  static DnsMessage parse(byte[] message, int length) throws DiscoveryException {
    ByteBuffer in = ByteBuffer.wrap(message, 0, length);
    try {
      int id = in.getShort() & 0xFFFF;
      int flags = in.getShort() & 0xFFFF;
      int questions = in.getShort() & 0xFFFF;
      int answerCount = in.getShort() & 0xFFFF;
      in.position(HEADER_BYTES);
      for (int i = 0; i < questions; i++) {
        readName(in);
        in.getInt();
      }
      List<DnsRecord> answers = new ArrayList<>();
      boolean cut = (flags & TRUNCATED) != 0;
      for (int i = 0; i < answerCount && !(cut && !in.hasRemaining()); i++) {
        DnsRecord answer = readRecord(in);
        if (answer != null) {
          answers.add(answer);
        }
      }
      return new DnsMessage(id, flags & 0xF, cut, answers);
    } catch (BufferUnderflowException | IllegalArgumentException | UnknownHostException e) {
      throw new DiscoveryException("broken answer of a name server", e);
    }
  }

  private static @Nullable DnsRecord readRecord(ByteBuffer in)
      throws DiscoveryException, UnknownHostException {
    readName(in);
    int type = in.getShort() & 0xFFFF;
    in.getShort();
    in.getInt();
    int length = in.getShort() & 0xFFFF;
    int end = in.position() + length;
    DnsRecord found = null;
    if (type == RecordType.A.code() || type == RecordType.AAAA.code()) {
      byte[] address = new byte[length];
      in.get(address);
      found = new DnsRecord(type, AddressText.of(InetAddress.getByAddress(address)), 0);
    } else if (type == RecordType.SRV.code()) {
      in.getInt();
      int port = in.getShort() & 0xFFFF;
      found = new DnsRecord(type, readName(in), port);
    } else if (type == RecordType.MX.code()) {
      in.getShort();
      found = new DnsRecord(type, readName(in), 0);
    } else if (type == RecordType.NS.code()) {
      found = new DnsRecord(type, readName(in), 0);
    }
    in.position(end);
    return found;
  }

  /** Reads a name, which may go on where an earlier one stands; returns it with its final dot. */
  private static String readName(ByteBuffer in) throws DiscoveryException {
    StringBuilder name = new StringBuilder();
    int end = -1;
    while (true) {
      int length = in.get() & 0xFF;
      if (length == 0) {
        break;
      }
      if (length >= 0xC0) {
        int target = (length & 0x3F) << 8 | in.get() & 0xFF;
        if (target >= in.position() - 2) {
          throw new DiscoveryException("broken answer of a name server: a name leads forward");
        }
        end = end < 0 ? in.position() : end;
        in.position(target);
      } else {
        byte[] label = new byte[length];
        in.get(label);
        name.append(new String(label, StandardCharsets.UTF_8)).append('.');
        if (name.length() > MAX_NAME_BYTES) {
          throw new DiscoveryException("broken answer of a name server: a name is too long");
        }
      }
    }
    if (end >= 0) {
      in.position(end);
    }
    return name.isEmpty() ? "." : name.toString();
  }
}
