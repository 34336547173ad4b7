package dev.deucalion.scrape.options;

/** How a target is asked to write names outside the classic alphabet. */
public enum NameEscaping {
  /** As they are. */
  ALLOW_UTF8("allow-utf-8"),
  /** With an underscore for each character outside the alphabet. */
  UNDERSCORES("underscores"),
  /** With {@code _dot_} for a dot, two underscores for one and for any other character. */
  DOTS("dots"),
  /** With a prefix {@code U__} and each such character as its code point, in hexadecimal digits. */
  VALUES("values");

  private final String configName;

  NameEscaping(String configName) {
    this.configName = configName;
  }

  /** The name in a configuration file and in an {@code Accept} header. */
  public String configName() {
    return configName;
  }
}
