package dev.deucalion.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the name of this machine. */
final class Hostname {
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

  private Hostname() {}

  /** The kernel's name of the machine, which needs no name service, or else what that says. */
  static String find() {
    try {
      String name = Files.readString(KERNEL_NAME).strip();
      if (!name.isEmpty() && !name.equals("(none)")) {
        return name;
      }
    } catch (IOException e) {
      // Not Linux.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
