package dev.deucalion.scrape.discovery.dns;

/**
 * A record that targets are made of.
 *
 * @param type its number in messages
 * @param target a name with its final dot, or an address
 * @param port 0 for those that have none
 */
record DnsRecord(int type, String target, int port) {}
