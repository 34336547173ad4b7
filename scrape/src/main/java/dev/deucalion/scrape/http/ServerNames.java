package dev.deucalion.scrape.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/** What a TLS client tells a server that it is called (RFC 6066, section 3). */
public final class ServerNames {
  private ServerNames() {}

  /**
   * The names to send: nothing for an address, and for a name that Java does not send. By itself,
   * Java leaves out names of one part, too, such as those of containers.
   *
   * @param host a name, perhaps with the dot of the root, or an address
   */
  public static List<SNIServerName> of(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    try {
      InetAddress.ofLiteral(name);
      return List.of();
    } catch (IllegalArgumentException notAnAddress) {
      try {
        return List.of(new SNIHostName(name.getBytes(StandardCharsets.UTF_8)));
      } catch (IllegalArgumentException notAName) {
        return List.of();
      }
    }
  }
}
