package io.hydrant.server.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a configuration file.
///
/// ```
/// # UTF-8 text, one setting a line; a line that begins with '#' is a comment
/// http.port = 4566
/// ```
///
/// Blanks around key and value do not count. There are no quotes, escapes or continued lines.
final class ConfigFile {
    private ConfigFile() {}

    static Map<String, Setting> read(Path file) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String place = file + ", line " + (i + 1);
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new InvalidConfig(
                        place + ": a line must be 'key = value' but was '" + line + "'.");
            }
            String key = line.substring(0, equals).strip();
            if (!ConfigKeys.isKnown(key)) {
                throw new InvalidConfig(place + ": there is no key '" + key + "'.");
            }
            Setting setting = new Setting(line.substring(equals + 1).strip(), place);
            Setting earlier = settings.put(key, setting);
            if (earlier != null) {
                throw new InvalidConfig(
                        place + ": " + key + " is set already at " + earlier.place() + ".");
            }
        }
        return settings;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException _) {
            throw new InvalidConfig("The configuration file " + file + " does not exist.");
        } catch (MalformedInputException _) {
            throw new InvalidConfig("The configuration file " + file + " is not UTF-8 text.");
        } catch (IOException e) {
            throw new InvalidConfig("The configuration file " + file + " cannot be read: " + e);
        }
    }
}
