package dev.deucalion.scrape.discovery.ec2;

/**
 * Keys that requests are signed with.
 *
 * @param sessionToken empty for keys that do not expire
 * @param expiresMs {@link Long#MAX_VALUE} for never
 */
record AwsKeys(String accessKey, String secretKey, String sessionToken, long expiresMs) {
  static AwsKeys lasting(String accessKey, String secretKey, String sessionToken) {
    return new AwsKeys(accessKey, secretKey, sessionToken, Long.MAX_VALUE);
  }

  @Override
  public String toString() {
    return accessKey;
  }
}
