package dev.deucalion.scrape.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface Resolver {
  /** The system's resolver. */
  Resolver SYSTEM = InetAddress::getAllByName;

  /**
   * Addresses in the order to try them, at least one. May block for long.
   *
   * @throws UnknownHostException when there are none
   */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
