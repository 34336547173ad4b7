package dev.deucalion.scrape.options;

/** How a target is asked to write names outside the classic alphabet. */
public enum NameEscaping {
  ALLOW_UTF8("allow-utf-8"),
  UNDERSCORES("underscores"),
  DOTS("dots"),
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
