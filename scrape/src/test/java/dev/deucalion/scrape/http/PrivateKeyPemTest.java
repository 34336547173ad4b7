package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateKeyPemTest {
  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  private static PrivateKey rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair().getPrivate();
  }

  private static PrivateKey ec() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair().getPrivate();
  }

  @Test
  void readsPkcs8OfAnyAlgorithm() throws Exception {
    PrivateKey edDsa = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    for (PrivateKey key : new PrivateKey[] {rsa(), ec(), edDsa}) {
      PrivateKey read = PrivateKeyPem.parse(pem("PRIVATE KEY", key.getEncoded()));
      assertThat(read.getEncoded()).isEqualTo(key.getEncoded());
    }
  }

  /** PKCS#8 of a 2048-bit key is 26 bytes of wrapping, then PKCS#1. */
  @Test
  void readsPkcs1() throws Exception {
    PrivateKey key = rsa();
    byte[] pkcs8 = key.getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    PrivateKey read = PrivateKeyPem.parse(pem("RSA PRIVATE KEY", pkcs1));
    assertThat(read.getEncoded()).isEqualTo(pkcs8);
  }

  /** SEQUENCE { 1, OCTET STRING key, [0] OBJECT IDENTIFIER prime256v1 }. */
  @Test
  void readsSec1() throws Exception {
    BigInteger secret = ((ECPrivateKey) ec()).getS();
    String der = "3031020101" + "0420%064x".formatted(secret) + "a00a06082a8648ce3d030107";
    PrivateKey read = PrivateKeyPem.parse(pem("EC PRIVATE KEY", HexFormat.of().parseHex(der)));
    assertThat(((ECPrivateKey) read).getS()).isEqualTo(secret);
  }

  /** As tools write it: SEQUENCE { 1, OCTET STRING key, [0] curve, [1] BIT STRING public key }. */
  @ParameterizedTest
  @CsvSource({
    "secp256r1, 3077020101, 0420, 32, a00a06082a8648ce3d030107, a144034200",
    "secp384r1, 3081a4020101, 0430, 48, a00706052b81040022, a164036200",
    "secp521r1, 3081dc020101, 0442, 66, a00706052b81040023, a18189038186 00"
  })
  void readsSec1WithThePublicKey(
      String curve, String start, String octets, int bytes, String oid, String bits)
      throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair pair = generator.generateKeyPair();
    ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
    ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
    String der =
        start
            + octets
            + hex(key.getS(), bytes)
            + oid
            + bits.replace(" ", "")
            + "04"
            + hex(point.getAffineX(), bytes)
            + hex(point.getAffineY(), bytes);
    PrivateKey read = PrivateKeyPem.parse(pem("EC PRIVATE KEY", HexFormat.of().parseHex(der)));
    assertThat(((ECPrivateKey) read).getS()).isEqualTo(key.getS());
  }

  private static String hex(BigInteger number, int bytes) {
    return ("%0" + 2 * bytes + "x").formatted(number);
  }

  @Test
  void refusesWhatIsNoKey() {
    assertThatThrownBy(() -> PrivateKeyPem.parse("nothing"))
        .hasMessage("failed to find any PEM data in key input");
    assertThatThrownBy(() -> PrivateKeyPem.parse(pem("PRIVATE KEY", new byte[] {1, 2, 3})))
        .hasMessage("failed to parse private key");
  }
}
