package dev.deucalion.scrape.http2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads blocks of headers, all of one connection in their order (RFC 7541, 6). */
final class HeaderDecoder {
  private static final int INDEXED = 0x80;
  private static final int ADDED = 0x40;
  private static final int RESIZE = 0x20;
  private static final int HUFFMAN = 0x80;

  private final int maxListBytes;
  private final HeaderTable table = new HeaderTable();
  private byte[] block = {};
  private int at;
  private int end;

  /**
   * @param maxListBytes most bytes of one block's headers, however few it takes to name them
   */
  HeaderDecoder(int maxListBytes) {
    this.maxListBytes = maxListBytes;
  }

  /** The headers of a block. */
  List<HeaderField> decode(byte[] bytes, int from, int to) throws Http2Exception {
    block = bytes;
    at = from;
    end = to;
    List<HeaderField> fields = new ArrayList<>();
    int listBytes = 0;
    while (at < end) {
      int first = block[at] & 0xff;
      if ((first & (INDEXED | ADDED | RESIZE)) == RESIZE) {
        if (!fields.isEmpty()) {
          throw Http2Exception.protocolError("header table resized within a block");
        }
        table.resize(readInt(5));
        continue;
      }
      HeaderField field = readField(first);
      listBytes += field.sizeBytes();
      if (listBytes > maxListBytes) {
        throw Http2Exception.ended("http2: response header list larger than advertised limit");
      }
      fields.add(field);
    }
    return fields;
  }

  private HeaderField readField(int first) throws Http2Exception {
    if ((first & INDEXED) != 0) {
      return table.get(readInt(7));
    }
    boolean added = (first & ADDED) != 0;
    int index = readInt(added ? 6 : 4);
    String name = index == 0 ? readString() : table.get(index).name();
    HeaderField field = new HeaderField(name, readString());
    if (added) {
      table.add(field);
    }
    return field;
  }

  /** An integer whose first bits are the last ones of a byte (RFC 7541, 5.1). */
  private int readInt(int prefixBits) throws Http2Exception {
    int most = (1 << prefixBits) - 1;
    int value = nextByte() & most;
    if (value < most) {
      return value;
    }
    for (int shift = 0; shift <= 21; shift += 7) {
      int next = nextByte();
      value += (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw Http2Exception.protocolError("header with an integer that is too large");
  }

  private String readString() throws Http2Exception {
    boolean huffman = at < end && (block[at] & HUFFMAN) != 0;
    int length = readInt(7);
    if (length > end - at) {
      throw Http2Exception.protocolError("header that ends too early");
    }
    int from = at;
    at += length;
    return huffman
        ? new String(HuffmanCode.decode(block, from, at), StandardCharsets.ISO_8859_1)
        : new String(block, from, length, StandardCharsets.ISO_8859_1);
  }

  private int nextByte() throws Http2Exception {
    if (at == end) {
      throw Http2Exception.protocolError("header that ends too early");
    }
    return block[at++] & 0xff;
  }
}
