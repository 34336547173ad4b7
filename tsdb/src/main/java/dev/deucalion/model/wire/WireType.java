package dev.deucalion.model.wire;

/**
 * The low three bits of a tag: how the bytes of a field are delimited.
 *
 * <pre>
 * tag = field number &lt;&lt; 3 | wire type, as a varint
 * </pre>
 *
 * <p>Tags of known fields are constants made as {@code 7 << 3 | WireType.LEN}, so that a walk is a
 * switch over {@link WireReader#tag()}. A known field of another wire type is thereby an unknown
 * one and gets skipped, as the specification wants it.
 */
public final class WireType {
  /** A varint: int32, int64, uint32, uint64, sint32, sint64, bool, enum. */
  public static final int VARINT = 0;

  /** Eight bytes, little endian: fixed64, sfixed64, double. */
  public static final int I64 = 1;

  /** A varint length and that many bytes: string, bytes, messages, packed repeated fields. */
  public static final int LEN = 2;

  /** The start of a group; it lasts until the end tag of the same field number. */
  public static final int START_GROUP = 3;

  /** The end of a group. */
  public static final int END_GROUP = 4;

  /** Four bytes, little endian: fixed32, sfixed32, float. */
  public static final int I32 = 5;

  static final int BITS = 3;
  static final int MASK = (1 << BITS) - 1;

  private WireType() {}
}
