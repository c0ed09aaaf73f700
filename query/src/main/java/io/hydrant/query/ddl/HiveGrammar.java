package io.hydrant.query.ddl;

import io.hydrant.query.statement.MalformedStatement;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SetResetStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.SingleStatementContext;
import org.apache.spark.sql.catalyst.parser.SqlBaseParser.StatementContext;

/// Parses statements with Spark's grammar.
final class HiveGrammar {
    private static final int DEPTH_MAX = 100;

    private HiveGrammar() {}

    /// @throws MalformedStatement with line and column of what does not fit
    static StatementContext parse(String text) throws MalformedStatement {
        requireShallow(text);
        try {
            SingleStatementContext parsed = parser(text).singleStatement();
            if (parsed.setResetStatement() instanceof SetResetStatementContext _) {
                throw new MalformedStatement("Queries of this type are not supported");
            }
            return parsed.statement();
        } catch (ParseCancellationException e) {
            throw new MalformedStatement("FAILED: ParseException " + e.getMessage());
        } catch (StackOverflowError _) {
            throw new MalformedStatement(
                    "FAILED: ParseException line 1:0 the statement is nested too deeply");
        }
    }

    /// The parser's time and memory grow faster than the depth of brackets.
    private static void requireShallow(String text) throws MalformedStatement {
        int depth = 0;
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
                at += letter == '\\' ? 1 : 0;
            } else {
                switch (letter) {
                    case '\'', '"', '`' -> quote = letter;
                    case '(', '<', '[' -> depth++;
                    case ')', '>', ']' -> depth--;
                    default -> {}
                }
            }
            if (depth > DEPTH_MAX) {
                throw new MalformedStatement(
                        "FAILED: ParseException line 1:%d brackets are nested more than %d deep"
                                .formatted(at, DEPTH_MAX));
            }
        }
    }

    private static SqlBaseParser parser(String text) {
        SqlBaseLexer lexer = new SqlBaseLexer(new CaseFoldedStream(CharStreams.fromString(text)));
        lexer.removeErrorListeners();
        lexer.addErrorListener(Refusal.INSTANCE);
        SqlBaseParser parser = new SqlBaseParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(Refusal.INSTANCE);
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        parser.double_quoted_identifiers = dropsView(parser.getTokenStream());
        return parser;
    }

    /// Views are of the queries' dialect: their names have the quotes of queries, or Hive's.
    private static boolean dropsView(TokenStream tokens) {
        return tokens.LA(1) == SqlBaseParser.DROP && tokens.LA(2) == SqlBaseParser.VIEW;
    }

    /// Ends the parsing at the first thing that does not fit.
    private static final class Refusal extends BaseErrorListener {
        static final Refusal INSTANCE = new Refusal();

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            throw new ParseCancellationException(
                    "line %d:%d %s".formatted(line, column, shortened(message)));
        }

        private static String shortened(String message) {
            int list = message.indexOf(" expecting {");
            return list < 0 ? message : message.substring(0, list);
        }
    }
}
