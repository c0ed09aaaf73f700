package io.hydrant.server.http;

import org.eclipse.jetty.util.ssl.SslContextFactory;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// The private key and the certificate chain a port shows, leaf first.
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
    private static final String IN_MEMORY = "";

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    SslContextFactory.Server contextFactory() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(keyStore());
        factory.setKeyStorePassword(IN_MEMORY);
        factory.setSniRequired(false);
        return factory;
    }

    private KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY.toCharArray());
            X509Certificate[] certificates = chain.toArray(X509Certificate[]::new);
            store.setKeyEntry("server", key, IN_MEMORY.toCharArray(), certificates);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the key and certificate do not fit together", e);
        }
    }
}
