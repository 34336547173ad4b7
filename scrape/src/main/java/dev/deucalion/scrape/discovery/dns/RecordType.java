package dev.deucalion.scrape.discovery.dns;

/** Types of records that targets are found by (RFC 1035, 2782, 3596). */
public enum RecordType {
  A(1),
  NS(2),
  MX(15),
  AAAA(28),
  SRV(33);

  /** An alias, which the records that were asked for may stand behind. */
  static final int CNAME = 5;

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
