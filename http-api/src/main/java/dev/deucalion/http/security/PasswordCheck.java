package dev.deucalion.http.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks names and passwords of the Basic scheme (RFC 7617). A check takes long, so the last
 * results are remembered, and only one is made at a time: guesses do not take all processors.
 * Guesses that fail do not push out passwords that were right. Safe for use by many threads.
 */
final class PasswordCheck {
  private static final String SCHEME = "basic ";
  private static final int MAX_REMEMBERED = 100;

  /** Checked for names that do not exist, so that these take as long as those that do. */
  private static final String NOBODYS_HASH =
      "$2y$10$HHe7FmM5IFOA2z8zYmNJNeaU2yZE5bF8tnEDbGZA13izOU59cifj2";

  private final Object slow = new Object();
  private final Remembered right = new Remembered();
  private final Remembered wrong = new Remembered();

  /**
   * Whether a request may pass.
   *
   * @param users hashes by name
   * @param authorization header of the request, null for none
   */
  boolean admits(Map<String, String> users, @Nullable String authorization) {
    byte[] credentials = credentials(authorization);
    int colon = indexOf(credentials, (byte) ':');
    if (colon < 0) {
      return false;
    }
    String user = new String(credentials, 0, colon, StandardCharsets.UTF_8);
    byte[] password = Arrays.copyOfRange(credentials, colon + 1, credentials.length);
    String known = users.get(user);
    String hash = known == null ? NOBODYS_HASH : known;
    String key = key(user, hash, password);
    if (right.has(key)) {
      return true;
    }
    if (wrong.has(key)) {
      return false;
    }
    boolean fits;
    synchronized (slow) {
      fits = BcryptHash.isOf(password, hash) && known != null;
    }
    (fits ? right : wrong).add(key);
    return fits;
  }

  private static byte[] credentials(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new byte[0];
    }
    try {
      return Base64.getDecoder().decode(authorization.substring(SCHEME.length()));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static int indexOf(byte[] bytes, byte wanted) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Stands for a guess without keeping the password; the hash brings its salt along. */
  private static String key(String user, String hash, byte[] password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(hash.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      digest.update(user.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(password));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The keys used last. */
  private static final class Remembered {
    private final LinkedHashMap<String, Boolean> keys =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
          }
        };

    synchronized boolean has(String key) {
      return keys.get(key) != null;
    }

    synchronized void add(String key) {
      keys.put(key, true);
    }
  }
}
