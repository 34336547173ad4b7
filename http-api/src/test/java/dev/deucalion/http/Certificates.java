package dev.deucalion.http;

import dev.deucalion.http.security.ClientAuth;
import dev.deucalion.http.security.Pem;
import dev.deucalion.http.security.TlsServerOptions;
import dev.deucalion.http.security.WebConfig;
import dev.deucalion.scrape.options.TlsVersion;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** An authority and what it signs, and the TLS that tests need of it. */
final class Certificates {
  private final X509Bundle authority;

  private Certificates(X509Bundle authority) {
    this.authority = authority;
  }

  static Certificates newAuthority() {
    return new Certificates(
        build(() ->
            new CertificateBuilder()
                .ecp256()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()));
  }

  String authorityPem() {
    return authority.getRootCertificatePEM();
  }

  /** A certificate for the loopback. */
  X509Bundle server() {
    return build(() ->
        new CertificateBuilder()
            .ecp256()
            .subject("CN=server")
            .addSanIpAddress("127.0.0.1")
            .addExtendedKeyUsageServerAuth()
            .buildIssuedBy(authority));
  }

  /** A certificate of a client with a DNS name. */
  X509Bundle client(String dnsName) {
    return build(() ->
        new CertificateBuilder()
            .ecp256()
            .subject("CN=client")
            .addSanDnsName(dnsName)
            .addExtendedKeyUsageClientAuth()
            .buildIssuedBy(authority));
  }

  /** What a client trusts and shows. */
  SSLContext clientContext(@Nullable X509Bundle own) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = own == null ? null : own.toKeyManagerFactory().getKeyManagers();
      context.init(keys, new TrustManager[] {authority.toTrustManager()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static TlsServerOptions options(X509Bundle own) {
    return options(own, Pem.NONE, ClientAuth.NONE, null);
  }

  static TlsServerOptions options(
      X509Bundle own, Pem authorities, ClientAuth clientAuth, @Nullable List<String> names) {
    return new TlsServerOptions(
        new Pem(own.getCertificatePathPEM(), ""),
        new Pem(own.getPrivateKeyPEM(), ""),
        authorities,
        clientAuth,
        names,
        TlsVersion.TLS12,
        TlsVersion.TLS13,
        List.of(),
        List.of(),
        true);
  }

  static WebConfig config(TlsServerOptions tls) {
    return new WebConfig(tls, true, new LinkedHashMap<>(), Map.of(), WebConfig.RateLimit.NONE);
  }

  private static X509Bundle build(Builder builder) {
    try {
      return builder.build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  private interface Builder {
    X509Bundle build() throws Exception;
  }
}
