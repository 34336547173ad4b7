package dev.deucalion.http.security;

import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Hashes of passwords by bcrypt, as {@code htpasswd -B} makes them. */
final class BcryptHash {
  /** Version, cost, and 22 characters of salt and 31 of the hash in bcrypt's own base 64. */
  private static final Pattern FORM =
      Pattern.compile("\\$2[abxy]?\\$(\\d\\d)\\$[./A-Za-z0-9]{53}", Pattern.DOTALL);

  private static final int MIN_LENGTH = 59;
  private static final int MIN_COST = 4;
  private static final int MAX_COST = 31;

  private BcryptHash() {}

  /**
   * Makes sure that a text is a hash.
   *
   * @throws WebConfigException when it is not
   */
  static void check(String hash) throws WebConfigException {
    if (hash.length() < MIN_LENGTH) {
      throw new WebConfigException(
          "crypto/bcrypt: hashedSecret too short to be a bcrypted password");
    }
    var form = FORM.matcher(hash);
    if (!form.matches()) {
      throw new WebConfigException("crypto/bcrypt: hashedSecret is no hash that bcrypt makes");
    }
    int cost = Integer.parseInt(form.group(1));
    if (cost < MIN_COST || cost > MAX_COST) {
      throw new WebConfigException(
          "crypto/bcrypt: cost " + cost + " is outside allowed inclusive range 4..31");
    }
  }

  /**
   * Whether the hash is that of the password; what is no hash is of none. Takes long, on purpose.
   */
  static boolean isOf(byte[] password, String hash) {
    try {
      return BCrypt.checkpw(password, hash);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
