package io.hydrant.formats.json.fast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/// The keys that objects of one kind have had so far, and what each of them means.
///
/// After every key the one is guessed that followed it in the object before; where that is wrong,
/// keys are found by their hash. For one thread.
final class ObjectShape {
    /// Longer keys are left to the general reader, which has a limit.
    static final int KEY_BYTES_MAX = 1 << 10;

    /// Keys in other spellings, or of no column, that are remembered; more are looked up each time.
    private static final int LEARNED_MAX = 256;

    private final Target[] targets;
    private final MemberKeys keys;
    private final KeyName beforeFirst = new KeyName(new byte[0], KeyName.UNKNOWN);
    private final KeyName[] slots;
    private int learned;

    /// @param targets what each member makes of its value
    ObjectShape(List<Target> targets, MemberKeys keys) {
        this.targets = targets.toArray(Target[]::new);
        this.keys = keys;
        int slotCount = Integer.highestOneBit((targets.size() + LEARNED_MAX) * 4);
        this.slots = new KeyName[slotCount];
        KeyName previous = beforeFirst;
        List<String> inOrder =
                keys.byKey().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .toList();
        for (String name : inOrder) {
            KeyName key = new KeyName(name.getBytes(UTF_8), keys.member(name));
            keep(key);
            previous.followedBy(key);
            previous = key;
        }
    }

    Target target(int member) {
        return targets[member];
    }

    /// Stands for what is before an object's first key.
    KeyName beforeFirst() {
        return beforeFirst;
    }

    /// What the key between two quotes means; it has no escapes and is good UTF-8.
    KeyName find(byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int slot = KeyName.hash(bytes, from, to) & mask;
        while (slots[slot] != null) {
            if (slots[slot].isNamed(bytes, from, to)) {
                return slots[slot];
            }
            slot = slot + 1 & mask;
        }
        return learn(bytes, from, to);
    }

    private KeyName learn(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        KeyName key = new KeyName(text.getBytes(UTF_8), keys.member(text));
        if (learned < LEARNED_MAX) {
            learned++;
            keep(key);
        }
        return key;
    }

    private void keep(KeyName key) {
        int mask = slots.length - 1;
        int slot = key.hash() & mask;
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = key;
    }
}
