package dev.deucalion.server.config;

/** What the program is started as. */
public enum ProgramMode {
  /** Stores what it scrapes and answers queries. */
  SERVER,
  /** Only sends on what it scrapes. */
  AGENT
}
