package dev.deucalion.scrape.discovery.dns;

import dev.deucalion.scrape.discovery.DiscoveryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where names are looked up, as {@code resolv.conf(5)} says.
 *
 * @param search suffixes for names without a final dot
 * @param dots that a name must have to be tried as it is before the suffixes
 */
record ResolvConf(
    List<InetSocketAddress> servers, List<String> search, int dots, long timeoutMs, int attempts) {
  private static final int PORT = 53;

  ResolvConf {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }

  static ResolvConf read(Path file) throws DiscoveryException {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new DiscoveryException("could not load resolv.conf: " + e.getMessage(), e);
    }
  }

  static ResolvConf parse(List<String> lines) {
    List<InetSocketAddress> servers = new ArrayList<>();
    List<String> search = List.of();
    int dots = 1;
    int timeoutSeconds = 5;
    int attempts = 2;
    for (String line : lines) {
      String[] words = line.replaceFirst("[#;].*", "").strip().split("\\s+");
      switch (words[0]) {
        case "nameserver" -> {
          if (words.length > 1 && isAddress(words[1])) {
            servers.add(new InetSocketAddress(InetAddress.ofLiteral(words[1]), PORT));
          }
        }
        case "search", "domain" -> search = List.of(words).subList(1, words.length);
        case "options" -> {
          for (String option : words) {
            dots = number(option, "ndots:", dots, 0);
            timeoutSeconds = number(option, "timeout:", timeoutSeconds, 1);
            attempts = number(option, "attempts:", attempts, 1);
          }
        }
        default -> {}
      }
    }
    if (servers.isEmpty()) {
      servers.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
    }
    return new ResolvConf(servers, search, dots, timeoutSeconds * 1_000L, attempts);
  }

  private static boolean isAddress(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int number(String option, String name, int fallback, int least) {
    if (!option.startsWith(name)) {
      return fallback;
    }
    try {
      return Math.clamp(Integer.parseInt(option.substring(name.length())), least, 30);
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  /** The full names that a name may stand for, in the order in which they are tried. */
  List<String> candidates(String name) {
    if (name.endsWith(".")) {
      return List.of(name);
    }
    List<String> names = new ArrayList<>();
    boolean first = name.chars().filter(c -> c == '.').count() >= dots;
    if (first) {
      names.add(name + ".");
    }
    for (String suffix : search) {
      String bare = suffix.endsWith(".") ? suffix.substring(0, suffix.length() - 1) : suffix;
      names.add(bare.isEmpty() ? name + "." : name + "." + bare + ".");
    }
    if (!first) {
      names.add(name + ".");
    }
    return names;
  }
}
