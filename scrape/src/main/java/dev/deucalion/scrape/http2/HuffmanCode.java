package dev.deucalion.scrape.http2;

import java.util.Arrays;

/**
 * The Huffman code of header strings (RFC 7541, Appendix B). The code is canonical: codes of equal
 * length follow each other in the order of their symbols, shorter ones come first. So the lengths
 * say it all.
 */
final class HuffmanCode {
  /** Length in bits of the code of each symbol, {@code a} for 5; the last one ends the string. */
  private static final String LENGTHS =
      "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhf"
          + "ibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjix"
          + "prpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrs"
          + "vvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwv"
          + "z";

  private static final int MIN_BITS = 5;
  private static final int MAX_BITS = 30;
  private static final int END = 256;

  /** The longest padding: fewer bits than a byte has. */
  private static final int MAX_PADDING_BITS = 7;

  /** Symbols in the order of their codes. */
  private static final short[] SYMBOLS = new short[LENGTHS.length()];

  /** By length, the code after the last one of that length. */
  private static final int[] CODES_END = new int[MAX_BITS + 1];

  /** By length, what to add to a code of it for its place among {@link #SYMBOLS}. */
  private static final int[] PLACES = new int[MAX_BITS + 1];

  static {
    int place = 0;
    int code = 0;
    for (int bits = MIN_BITS; bits <= MAX_BITS; bits++) {
      code <<= 1;
      PLACES[bits] = place - code;
      for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
        if (LENGTHS.charAt(symbol) - 'a' + MIN_BITS == bits) {
          SYMBOLS[place++] = (short) symbol;
          code++;
        }
      }
      CODES_END[bits] = code;
    }
  }

  private HuffmanCode() {}

  /** The bytes that a string stands for. */
  static byte[] decode(byte[] from, int start, int end) throws Http2Exception {
    byte[] decoded = new byte[(end - start) * Byte.SIZE / MIN_BITS];
    int length = 0;
    int code = 0;
    int bits = 0;
    for (int i = start; i < end; i++) {
      for (int shift = Byte.SIZE - 1; shift >= 0; shift--) {
        code = code << 1 | from[i] >> shift & 1;
        bits++;
        if (bits >= MIN_BITS && code < CODES_END[bits]) {
          int symbol = SYMBOLS[code + PLACES[bits]];
          if (symbol == END) {
            throw Http2Exception.protocolError("end of string within a header");
          }
          decoded[length++] = (byte) symbol;
          code = 0;
          bits = 0;
        }
      }
    }
    if (bits > MAX_PADDING_BITS || code != (1 << bits) - 1) {
      throw Http2Exception.protocolError("wrong padding of a header");
    }
    return Arrays.copyOf(decoded, length);
  }
}
