package io.hydrant.functions.mapping.engine.position;

import io.hydrant.functions.mapping.engine.position.ShardProgress.Division;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.ShardId;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How entries of a mapping's ledger look. An entry is one record of a frame; numbers are
/// big-endian:
///
/// ```
/// entry    kind 1 byte, then
///   'P'    a shard's progress, which replaces what was known of it: shard
///   'F'    a shard is forgotten: key
///   'S'    all that the entries before amount to: count 4 bytes, then as many shards
/// shard    key, finished 1 byte, divisions 1 byte, then of each, oldest first:
///            lanes 1 byte, then of each: offset 8 bytes, record 2 bytes
/// key      creation of the stream in milliseconds 8 bytes, index of the shard 8 bytes
/// ```
final class LedgerCodec {
    static final byte PROGRESS = 'P';
    static final byte FORGOTTEN = 'F';
    static final byte SNAPSHOT = 'S';

    private LedgerCodec() {}

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    static byte[] progress(ShardKey key, ShardProgress progress) {
        return written(
                out -> {
                    out.writeByte(PROGRESS);
                    write(out, key, progress);
                });
    }

    static byte[] forgotten(ShardKey key) {
        return written(
                out -> {
                    out.writeByte(FORGOTTEN);
                    write(out, key);
                });
    }

    static byte[] snapshot(Map<ShardKey, ShardProgress> shards) {
        return written(
                out -> {
                    out.writeByte(SNAPSHOT);
                    out.writeInt(shards.size());
                    for (Map.Entry<ShardKey, ShardProgress> shard : shards.entrySet()) {
                        write(out, shard.getKey(), shard.getValue());
                    }
                });
    }

    /// Brings the shards up to date with an entry.
    ///
    /// @throws IOException when the entry cannot be understood
    static void apply(byte[] entry, Map<ShardKey, ShardProgress> shards) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry));
        byte kind = in.readByte();
        switch (kind) {
            case PROGRESS -> readShard(in, shards);
            case FORGOTTEN -> shards.remove(readKey(in));
            case SNAPSHOT -> {
                shards.clear();
                int count = in.readInt();
                for (int i = 0; i < count; i++) {
                    readShard(in, shards);
                }
            }
            default -> throw new IOException("an entry is of kind " + kind);
        }
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, ShardKey key) throws IOException {
        out.writeLong(key.streamCreatedMillis());
        out.writeLong(key.shard().index());
    }

    private static void write(DataOutputStream out, ShardKey key, ShardProgress progress)
            throws IOException {
        write(out, key);
        out.writeBoolean(progress.finished());
        out.writeByte(progress.divisions().size());
        for (Division division : progress.divisions()) {
            out.writeByte(division.lanes());
            for (RecordPosition position : division.positions()) {
                out.writeLong(position.offset());
                out.writeShort(position.record());
            }
        }
    }

    private static ShardKey readKey(DataInputStream in) throws IOException {
        long created = in.readLong();
        return new ShardKey(created, new ShardId(in.readLong()));
    }

    private static void readShard(DataInputStream in, Map<ShardKey, ShardProgress> shards)
            throws IOException {
        ShardKey key = readKey(in);
        boolean finished = in.readBoolean();
        int count = in.readUnsignedByte();
        List<Division> divisions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int lanes = in.readUnsignedByte();
            List<RecordPosition> positions = new ArrayList<>(lanes);
            for (int lane = 0; lane < lanes; lane++) {
                long offset = in.readLong();
                positions.add(new RecordPosition(offset, in.readUnsignedShort()));
            }
            divisions.add(new Division(positions));
        }
        shards.put(key, new ShardProgress(divisions, finished));
    }
}
