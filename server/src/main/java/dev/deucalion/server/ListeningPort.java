package dev.deucalion.server;

/** The port of the first address listened on: what was asked for, then what the system gave. */
final class ListeningPort {
  private volatile int port;

  ListeningPort(int port) {
    this.port = port;
  }

  int get() {
    return port;
  }

  void set(int actual) {
    port = actual;
  }
}
