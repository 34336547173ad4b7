package dev.deucalion.http.otlp;

/** How names of OTLP become names of Prometheus, {@code translation_strategy}. */
public enum TranslationStrategy {
  /** Characters outside of the classic alphabet become underscores; suffixes are added. */
  ESCAPING_WITH_SUFFIXES("UnderscoreEscapingWithSuffixes", true, true),
  /** Names stay as they are but for suffixes. */
  UTF8_WITH_SUFFIXES("NoUTF8EscapingWithSuffixes", false, true),
  /** Characters outside of the classic alphabet become underscores. */
  ESCAPING_WITHOUT_SUFFIXES("UnderscoreEscapingWithoutSuffixes", true, false),
  /** Names stay as they are. */
  NONE("NoTranslation", false, false);

  private final String text;
  private final boolean escapes;
  private final boolean addsSuffixes;

  TranslationStrategy(String text, boolean escapes, boolean addsSuffixes) {
    this.text = text;
    this.escapes = escapes;
    this.addsSuffixes = addsSuffixes;
  }

  /** As the configuration has it. */
  public String text() {
    return text;
  }

  /** Whether names end up in the classic alphabet. */
  public boolean escapes() {
    return escapes;
  }

  /** Whether unit and type are added to metric names. */
  public boolean addsSuffixes() {
    return addsSuffixes;
  }
}
