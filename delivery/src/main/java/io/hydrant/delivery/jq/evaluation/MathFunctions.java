package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Functions of numbers, as C's have them.
final class MathFunctions {
    private static final double LN2 = Math.log(2);

    private MathFunctions() {}

    static Map<String, Native> functions() {
        Map<String, Native> functions = new HashMap<>();
        unaries().forEach((name, function) -> functions.put(name + "/0", unary(name, function)));
        binaries().forEach((name, function) -> functions.put(name + "/2", binary(name, function)));
        functions.put("fma/3", (_, args, _) -> fusedMultiplyAdd(args));
        functions.put("frexp/0", (in, _, _) -> split(in, "frexp"));
        functions.put("modf/0", (in, _, _) -> split(in, "modf"));
        functions.put("infinite/0", (_, _, _) -> Values.number(Double.POSITIVE_INFINITY));
        functions.put("nan/0", (_, _, _) -> Values.number(Double.NaN));
        functions.put("isnan/0", (in, _, _) -> Values.truth(Double.isNaN(number(in, "isnan"))));
        functions.put(
                "isinfinite/0",
                (in, _, _) -> Values.truth(Double.isInfinite(number(in, "isinfinite"))));
        functions.put("isnormal/0", (in, _, _) -> Values.truth(normal(number(in, "isnormal"))));
        return functions;
    }

    private static Map<String, DoubleUnaryOperator> unaries() {
        Map<String, DoubleUnaryOperator> unaries = new HashMap<>();
        unaries.put("floor", Math::floor);
        unaries.put("ceil", Math::ceil);
        unaries.put("round", x -> Math.copySign(Math.floor(Math.abs(x) + 0.5), x));
        unaries.put("trunc", x -> x < 0 ? Math.ceil(x) : Math.floor(x));
        unaries.put("rint", Math::rint);
        unaries.put("nearbyint", Math::rint);
        unaries.put("fabs", Math::abs);
        unaries.put("sqrt", Math::sqrt);
        unaries.put("cbrt", Math::cbrt);
        unaries.put("exp", Math::exp);
        unaries.put("exp2", x -> Math.pow(2, x));
        unaries.put("exp10", x -> Math.pow(10, x));
        unaries.put("pow10", x -> Math.pow(10, x));
        unaries.put("expm1", Math::expm1);
        unaries.put("log", Math::log);
        unaries.put("log2", MathFunctions::log2);
        unaries.put("log10", Math::log10);
        unaries.put("log1p", Math::log1p);
        unaries.put("logb", MathFunctions::logb);
        unaries.put("significand", x -> x == 0 ? x : x / Math.pow(2, logb(x)));
        unaries.put("sin", Math::sin);
        unaries.put("cos", Math::cos);
        unaries.put("tan", Math::tan);
        unaries.put("asin", Math::asin);
        unaries.put("acos", Math::acos);
        unaries.put("atan", Math::atan);
        unaries.put("sinh", Math::sinh);
        unaries.put("cosh", Math::cosh);
        unaries.put("tanh", Math::tanh);
        unaries.put("asinh", x -> Math.copySign(areaSine(Math.abs(x)), x));
        unaries.put("acosh", x -> Math.log(x + Math.sqrt(x * x - 1)));
        unaries.put("atanh", x -> Math.log1p(2 * x / (1 - x)) / 2);
        return unaries;
    }

    private static Map<String, DoubleBinaryOperator> binaries() {
        Map<String, DoubleBinaryOperator> binaries = new HashMap<>();
        binaries.put("pow", Math::pow);
        binaries.put("atan2", Math::atan2);
        binaries.put("fmod", (x, y) -> x % y);
        binaries.put("hypot", Math::hypot);
        binaries.put("copysign", Math::copySign);
        binaries.put("drem", Math::IEEEremainder);
        binaries.put("remainder", Math::IEEEremainder);
        binaries.put("fdim", (x, y) -> x > y ? x - y : 0);
        binaries.put("fmax", Math::max);
        binaries.put("fmin", Math::min);
        binaries.put("nextafter", Math::nextAfter);
        binaries.put("nexttoward", Math::nextAfter);
        binaries.put("ldexp", (x, y) -> Math.scalb(x, (int) y));
        binaries.put("scalb", (x, y) -> x * Math.pow(2, y));
        binaries.put("scalbln", (x, y) -> Math.scalb(x, (int) y));
        return binaries;
    }

    private static Native unary(String name, DoubleUnaryOperator function) {
        return (in, _, _) -> Values.number(function.applyAsDouble(number(in, name)));
    }

    private static Native binary(String name, DoubleBinaryOperator function) {
        return (_, args, _) ->
                Values.number(
                        function.applyAsDouble(
                                number(args.getFirst(), name), number(args.getLast(), name)));
    }

    private static JsonNode fusedMultiplyAdd(List<JsonNode> args) {
        return Values.number(
                Math.fma(
                        number(args.getFirst(), "fma"),
                        number(args.get(1), "fma"),
                        number(args.getLast(), "fma")));
    }

    private static JsonNode split(JsonNode in, String function) {
        double x = number(in, function);
        double first;
        double second;
        if (function.equals("modf")) {
            second = x < 0 ? Math.ceil(x) : Math.floor(x);
            first = x - second;
        } else {
            second = x == 0 ? 0 : logb(x) + 1;
            first = x == 0 ? x : x / Math.pow(2, second);
        }
        return Values.NODES.arrayNode().add(Values.number(first)).add(Values.number(second));
    }

    private static double log2(double x) {
        double exponent = x > 0 && x < Double.POSITIVE_INFINITY ? logb(x) : 0;
        return exponent + Math.log(x / Math.pow(2, exponent)) / LN2;
    }

    private static double logb(double x) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return Math.getExponent(x) < Double.MIN_EXPONENT
                ? Math.getExponent(x * 0x1p54) - 54
                : Math.getExponent(x);
    }

    private static double areaSine(double x) {
        return Math.log(x + Math.sqrt(x * x + 1));
    }

    private static boolean normal(double x) {
        return Double.isFinite(x) && Math.abs(x) >= Double.MIN_NORMAL;
    }

    private static double number(JsonNode value, String function) {
        if (!value.isNumber()) {
            throw new ProgramError(Values.shown(value) + " number required by " + function);
        }
        return value.doubleValue();
    }
}
