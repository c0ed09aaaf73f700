package io.hydrant.query.ddl;

import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.UnsupportedType;
import io.hydrant.query.statement.MalformedStatement;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.Interval;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StringLitContext;

import java.util.Locale;

/// Names, literals and types as they stand in a statement.
final class HiveTexts {
    private static final int OCTAL_DIGITS = 3;
    private static final int UNICODE_DIGITS = 4;

    private HiveTexts() {}

    /// A part of the statement, letter for letter.
    static String source(ParserRuleContext part) {
        return part.getStart()
                .getInputStream()
                .getText(
                        Interval.of(
                                part.getStart().getStartIndex(), part.getStop().getStopIndex()));
    }

    /// A name without its quotes, in lower case.
    static String name(ParserRuleContext identifier) {
        return unquoted(source(identifier)).toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String text) {
        String quote = text.substring(0, 1);
        boolean quoted =
                text.length() > 1
                        && (quote.equals("`") || quote.equals("\""))
                        && text.endsWith(quote);
        return quoted ? text.substring(1, text.length() - 1).replace(quote + quote, quote) : text;
    }

    /// What a literal stands for; literals side by side are one.
    static String string(StringLitContext literal) {
        StringBuilder all = new StringBuilder();
        literal.singleStringLit().forEach(part -> all.append(string(source(part))));
        return all.toString();
    }

    /// What a quoted literal stands for.
    static String string(String quoted) {
        StringBuilder plain = new StringBuilder(quoted.length());
        int end = quoted.length() - 1;
        char quote = quoted.charAt(0);
        int at = 1;
        while (at < end) {
            char letter = quoted.charAt(at);
            if (letter == '\\' && at + 1 < end) {
                at = escape(quoted, at + 1, plain);
            } else {
                plain.append(letter);
                boolean doubled = letter == quote && quoted.charAt(at + 1) == quote;
                at += doubled && at + 1 < end ? 2 : 1;
            }
        }
        return plain.toString();
    }

    /// @return where to go on
    private static int escape(String text, int at, StringBuilder plain) {
        char letter = text.charAt(at);
        if (letter == 'u' && digits(text, at + 1, UNICODE_DIGITS, 16)) {
            plain.append((char) Integer.parseInt(text, at + 1, at + 1 + UNICODE_DIGITS, 16));
            return at + 1 + UNICODE_DIGITS;
        }
        if (letter <= '1' && digits(text, at, OCTAL_DIGITS, 8)) {
            plain.append((char) Integer.parseInt(text, at, at + OCTAL_DIGITS, 8));
            return at + OCTAL_DIGITS;
        }
        switch (letter) {
            case '0' -> plain.append('\0');
            case 'b' -> plain.append('\b');
            case 'n' -> plain.append('\n');
            case 'r' -> plain.append('\r');
            case 't' -> plain.append('\t');
            case 'Z' -> plain.append('\u001A');
            case '%', '_' -> plain.append('\\').append(letter);
            default -> plain.append(letter);
        }
        return at + 1;
    }

    private static boolean digits(String text, int from, int count, int radix) {
        if (from + count >= text.length()) {
            return false;
        }
        return text.substring(from, from + count)
                .chars()
                .allMatch(letter -> Character.digit(letter, radix) >= 0);
    }

    /// A type in its canonical form.
    ///
    /// @throws MalformedStatement when it is none of Hive's
    static String type(ParserRuleContext type) throws MalformedStatement {
        String text = source(type);
        try {
            return HiveTypeParser.parse(text.strip().toLowerCase(Locale.ROOT)).toString();
        } catch (UnsupportedType e) {
            throw new MalformedStatement(
                    "FAILED: ParseException line %d:%d type '%s': %s"
                            .formatted(
                                    type.getStart().getLine(),
                                    type.getStart().getCharPositionInLine(),
                                    text,
                                    e.getMessage()));
        }
    }
}
