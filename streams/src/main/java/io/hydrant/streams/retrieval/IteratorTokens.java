package io.hydrant.streams.retrieval;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ExpiredIterator;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.ShardId;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Shard iterators as clients hold them: Base64 of
///
/// ```
/// version       1 byte    1
/// issued        8 bytes   milliseconds since 1970
/// created       8 bytes   the stream's creation, likewise
/// shard         4 bytes   its index
/// offset        8 bytes   of the frame
/// record        2 bytes   in the frame
/// account      12 bytes
/// region        1 byte with its length, then that many
/// name          the rest
/// seal         16 bytes   of HMAC-SHA256 over all before
/// ```
///
/// The seal keeps clients from making iterators of their own. Servers with the same secret take
/// each other's, so they outlive a restart. Safe for use by many threads.
public final class IteratorTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final byte VERSION = 1;
    private static final int ACCOUNT_BYTES = 12;
    private static final int FIXED_BYTES = 1 + 8 + 8 + 4 + 8 + 2 + ACCOUNT_BYTES + 1;
    private static final int SEAL_BYTES = 16;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final SecretKeySpec key;

    /// @param secret known to nobody else; the same after a restart
    public IteratorTokens(byte[] secret) {
        key = new SecretKeySpec(secret.clone(), ALGORITHM);
    }

    public String token(ShardIterator iterator) {
        byte[] region = ascii(iterator.stream().region().value());
        byte[] name = ascii(iterator.stream().name());
        ByteBuffer token =
                ByteBuffer.allocate(FIXED_BYTES + region.length + name.length + SEAL_BYTES);
        token.put(VERSION)
                .putLong(iterator.issued().toEpochMilli())
                .putLong(iterator.streamCreated().toEpochMilli())
                .putInt((int) iterator.shard().index())
                .putLong(iterator.position().offset())
                .putShort((short) iterator.position().record())
                .put(ascii(iterator.stream().account().value()))
                .put((byte) region.length)
                .put(region)
                .put(name);
        token.put(seal(token.array(), token.position()));
        return Base64.getEncoder().encodeToString(token.array());
    }

    /// @param token may stand in quotes, as some callers pass it
    /// @throws InvalidStreamArgument when it is not one of [#token]
    /// @throws ExpiredIterator when it is older than 5 minutes
    public ShardIterator open(String token, Instant now) {
        ShardIterator iterator = read(unquoted(token));
        if (Duration.between(iterator.issued(), now).compareTo(LIFETIME) > 0) {
            throw new ExpiredIterator(
                    ("Iterator expired. The iterator was created at time %s while right now it is"
                         + " %s which is further in the future than the tolerated delay of %d"
                         + " milliseconds.")
                            .formatted(
                                    TIME.format(iterator.issued()),
                                    TIME.format(now),
                                    LIFETIME.toMillis()));
        }
        return iterator;
    }

    private ShardIterator read(String token) {
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            int sealed = bytes.length - SEAL_BYTES;
            if (sealed < FIXED_BYTES
                    || bytes[0] != VERSION
                    || !MessageDigest.isEqual(
                            seal(bytes, sealed), Arrays.copyOfRange(bytes, sealed, bytes.length))) {
                throw invalid();
            }
            return parse(ByteBuffer.wrap(bytes, 1, sealed - 1));
        } catch (IllegalArgumentException | BufferUnderflowException | InvalidArgument _) {
            throw invalid();
        }
    }

    private static ShardIterator parse(ByteBuffer bytes) {
        Instant issued = Instant.ofEpochMilli(bytes.getLong());
        Instant created = Instant.ofEpochMilli(bytes.getLong());
        ShardId shard = new ShardId(Integer.toUnsignedLong(bytes.getInt()));
        RecordPosition position = new RecordPosition(bytes.getLong(), bytes.getShort());
        AccountId account = new AccountId(text(bytes, ACCOUNT_BYTES));
        Region region = new Region(text(bytes, bytes.get()));
        DataStreamId stream = new DataStreamId(account, region, text(bytes, bytes.remaining()));
        return new ShardIterator(stream, created, shard, position, issued);
    }

    private byte[] seal(byte[] bytes, int count) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(bytes, 0, count);
            return Arrays.copyOf(mac.doFinal(), SEAL_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String unquoted(String token) {
        boolean quoted = token.length() > 1 && token.startsWith("\"") && token.endsWith("\"");
        return quoted ? token.substring(1, token.length() - 1) : token;
    }

    private static String text(ByteBuffer bytes, int count) {
        byte[] text = new byte[count];
        bytes.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static InvalidStreamArgument invalid() {
        return new InvalidStreamArgument("Invalid ShardIterator.");
    }
}
