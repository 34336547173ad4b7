package dev.deucalion.scrape.http;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Reads unencrypted private keys in PEM: PKCS#8, and the older forms of RSA (PKCS#1) and of
 * elliptic curves (SEC 1), which are wrapped into PKCS#8 (RFC 5208) as Java knows no other.
 */
public final class PrivateKeyPem {
  private static final HexFormat HEX = HexFormat.of();

  /** DER of the version and of the algorithm rsaEncryption. */
  private static final byte[] RSA_PREFIX = HEX.parseHex("020100300d06092a864886f70d0101010500");

  /** DER of the version, and of the object id ecPublicKey. */
  private static final byte[] VERSION = HEX.parseHex("020100");

  private static final byte[] EC_PUBLIC_KEY = HEX.parseHex("06072a8648ce3d0201");

  private PrivateKeyPem() {}

  /** The first key in a PEM text. */
  public static PrivateKey parse(String pem) throws GeneralSecurityException {
    for (String type : new String[] {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
      String begin = "-----BEGIN " + type + "-----";
      int start = pem.indexOf(begin);
      int end = pem.indexOf("-----END " + type + "-----");
      if (start >= 0 && end > start) {
        byte[] der = bytes(pem.substring(start + begin.length(), end));
        return decode(
            switch (type) {
              case "RSA PRIVATE KEY" -> sequence(RSA_PREFIX, element(0x04, der));
              case "EC PRIVATE KEY" ->
                  sequence(
                      VERSION,
                      element(0x30, concat(EC_PUBLIC_KEY, curve(der))),
                      element(0x04, der));
              case "PRIVATE KEY" -> der;
              default -> throw new IllegalStateException(type);
            });
      }
    }
    throw new InvalidKeySpecException("failed to find any PEM data in key input");
  }

  private static byte[] bytes(String base64) throws InvalidKeySpecException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("failed to find any PEM data in key input", e);
    }
  }

  private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // A key of another algorithm: the next one tells.
      }
    }
    throw new InvalidKeySpecException("failed to parse private key");
  }

  /** The curve's object id, which SEC 1 has under the tag [0] after version and key. */
  private static byte[] curve(byte[] der) throws InvalidKeySpecException {
    for (int i = 0; i + 4 < der.length; i++) {
      int length = der[i + 1];
      boolean tagged = (der[i] & 0xFF) == 0xA0 && der[i + 2] == 0x06;
      if (tagged && length > 2 && der[i + 3] == length - 2 && i + 2 + length <= der.length) {
        byte[] oid = new byte[length];
        System.arraycopy(der, i + 2, oid, 0, length);
        return oid;
      }
    }
    throw new InvalidKeySpecException("an EC private key that does not name its curve");
  }

  private static byte[] sequence(byte[]... parts) {
    return element(0x30, concat(parts));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Tag, length in as few bytes as it takes, since others are refused, and content. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
