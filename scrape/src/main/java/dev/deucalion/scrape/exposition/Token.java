package dev.deucalion.scrape.exposition;

/** Tokens of both formats. */
enum Token {
  INVALID("INVALID"),
  EOF("EOF"),
  LINEBREAK("LINEBREAK"),
  HELP("HELP"),
  TYPE("TYPE"),
  UNIT("UNIT"),
  EOF_WORD("EOFWORD"),
  TEXT("TEXT"),
  COMMENT("COMMENT"),
  METRIC_NAME("MNAME"),
  QUOTED_STRING("QSTRING"),
  BRACE_OPEN("BOPEN"),
  BRACE_CLOSE("BCLOSE"),
  LABEL_NAME("LNAME"),
  LABEL_VALUE("LVALUE"),
  COMMA("COMMA"),
  EQUAL("EQUAL"),
  TIMESTAMP("TIMESTAMP"),
  VALUE("VALUE");

  private final String shown;

  Token(String shown) {
    this.shown = shown;
  }

  /** As errors show it. */
  String shown() {
    return shown;
  }
}
