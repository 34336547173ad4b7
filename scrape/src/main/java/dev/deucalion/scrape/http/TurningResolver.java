package dev.deucalion.scrape.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/** Begins with another address of a host each time. Safe for many threads. */
final class TurningResolver implements Resolver {
  private final Resolver resolver;
  private final AtomicInteger turn = new AtomicInteger();

  TurningResolver(Resolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = resolver.resolve(host).clone();
    // Resolvers may turn, too.
    Arrays.sort(addresses, Comparator.comparing(InetAddress::getHostAddress));
    InetAddress[] turned = new InetAddress[addresses.length];
    int first = Math.floorMod(turn.getAndIncrement(), addresses.length);
    for (int i = 0; i < turned.length; i++) {
      turned[i] = addresses[(first + i) % addresses.length];
    }
    return turned;
  }
}
