package io.hydrant.storage.file;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Keys that collide, nest and need escaping far more often than real ones.
final class RandomKeys {
    private static final String[] PIECES = {
        "a",
        "b",
        "A",
        "/",
        "/",
        "/",
        ".",
        "..",
        "%",
        "%~",
        "%-",
        "%+",
        "%2E",
        "ü",
        "\u0001",
        " ",
        "0",
        "!",
        "~",
        "a/b",
        "日本",
        "\ud83d\ude00",
        "-",
        "_",
        "+",
        "\\",
        ":",
        "*",
        "year=1/"
    };

    private RandomKeys() {}

    static String next(Random random) {
        while (true) {
            StringBuilder key = new StringBuilder();
            int pieces = 1 + random.nextInt(5);
            for (int i = 0; i < pieces; i++) {
                key.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (random.nextInt(12) == 0) {
                key.append("x".repeat(236 + random.nextInt(90)));
                key.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (key.toString().getBytes(StandardCharsets.UTF_8).length <= 1_024) {
                return key.toString();
            }
        }
    }

    static String prefix(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 -> PIECES[random.nextInt(PIECES.length)];
            default -> {
                String key = next(random);
                int cut = random.nextInt(key.length() + 1);
                boolean splits = cut > 0 && Character.isHighSurrogate(key.charAt(cut - 1));
                yield key.substring(0, splits ? cut - 1 : cut);
            }
        };
    }
}
