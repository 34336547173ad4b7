package dev.deucalion.http.ui;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Words that nobody outside foresees, a new one each time: the SHA-256 of a secret and a count. Any
 * thread may ask.
 */
public final class Nonces {
  private static final int SECRET_BYTES = 32;
  private static final int NONCE_BYTES = 16;

  private final byte[] secret = new byte[SECRET_BYTES];
  private final AtomicLong count = new AtomicLong();

  /**
   * @param random asked once
   */
  public Nonces(RandomGenerator random) {
    random.nextBytes(secret);
  }

  /** The next word, in the alphabet of base64 for URLs. */
  public String next() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(secret);
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, count.getAndIncrement()));
      byte[] nonce = Arrays.copyOf(digest.digest(), NONCE_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
