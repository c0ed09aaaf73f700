package io.hydrant.server.http;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Makes a key and a certificate that vouches for itself, for one machine and for tests.
///
/// An X.509 version 3 certificate: EC P-256, SHA-256, good for the names given and for being
/// trusted directly (a CA of itself).
///
/// Source: RFC 5280, section 4.1.
public final class SelfSigned {
    private static final Duration VALIDITY = Duration.ofDays(397); // the longest that browsers take
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private SelfSigned() {}

    /// @param hosts DNS names and IP addresses the certificate is good for; the first names it
    public static TlsIdentity create(List<String> hosts, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] body = body(hosts, now, pair);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] whole = Der.sequence(body, ECDSA_SHA256, Der.bits(signature.sign()));
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(whole));
            return new TlsIdentity(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make an EC certificate", e);
        }
    }

    private static byte[] body(List<String> hosts, Instant now, KeyPair pair)
            throws GeneralSecurityException {
        byte[] name =
                Der.sequence(
                        Der.set(
                                Der.sequence(
                                        Der.identifier("2.5.4.3"), Der.text(hosts.getFirst()))));
        byte[] validity =
                Der.sequence(
                        Der.utcTime(UTC_TIME.format(now.minus(Duration.ofHours(1)))),
                        Der.utcTime(UTC_TIME.format(now.plus(VALIDITY))));
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(63, new SecureRandom()).setBit(62)),
                ECDSA_SHA256,
                name,
                validity,
                name,
                pair.getPublic().getEncoded(),
                Der.explicit(
                        3,
                        Der.sequence(
                                alternativeNames(hosts),
                                certificateAuthority(),
                                keyUsage(),
                                keyIdentifier(pair))));
    }

    private static byte[] alternativeNames(List<String> hosts) {
        byte[][] names = hosts.stream().map(SelfSigned::generalName).toArray(byte[][]::new);
        return Der.sequence(Der.identifier("2.5.29.17"), Der.octets(Der.sequence(names)));
    }

    private static byte[] certificateAuthority() {
        return Der.sequence(
                Der.identifier("2.5.29.19"), Der.yes(), Der.octets(Der.sequence(Der.yes())));
    }

    /// To sign handshakes and itself. Strict clients, such as Python 3.13, refuse an authority
    /// whose certificate does not say so.
    private static byte[] keyUsage() {
        byte[] signatureAndCertificates = {0x03, 0x02, 0x02, (byte) 0x84}; // bits 0 and 5
        return Der.sequence(
                Der.identifier("2.5.29.15"), Der.yes(), Der.octets(signatureAndCertificates));
    }

    private static byte[] keyIdentifier(KeyPair pair) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(pair.getPublic().getEncoded());
        return Der.sequence(Der.identifier("2.5.29.14"), Der.octets(Der.octets(digest)));
    }

    private static byte[] generalName(String host) {
        if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return Der.implicit(
                    DNS_NAME, host.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        try {
            return Der.implicit(IP_ADDRESS, InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + host, e);
        }
    }
}
