package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.UnaryFunction;

/** The machine's instructions: places in the table of {@code program.hpp}. */
final class Opcodes {
    static final int COPY = 0;
    static final int SELECT = 26;
    /** {@code a b + c}. */
    static final int MULTIPLY_ADD = 27;
    /** {@code a b - c}. */
    static final int MULTIPLY_SUBTRACT = 28;
    /** {@code c - a b}. */
    static final int SUBTRACT_PRODUCT = 29;

    /** One number per row, for every element of the row. */
    static final int SPREAD_ROWS = 30;

    private Opcodes() {}

    static int of(UnaryFunction function) {
        return switch (function) {
            case NEGATE -> 1;
            case ABSOLUTE -> 2;
            case EXP -> 3;
            case EXPM1 -> 4;
            case LOG -> 5;
            case LOG1P -> 6;
            case SQRT -> 7;
            case RSQRT -> 8;
            case TANH -> 9;
            case SIN -> 10;
            case COS -> 11;
            case SIGN -> 12;
        };
    }

    static int of(BinaryFunction function) {
        return switch (function) {
            case ADD -> 13;
            case SUBTRACT -> 14;
            case MULTIPLY -> 15;
            case DIVIDE -> 16;
            case POWER -> 17;
            case MINIMUM -> 18;
            case MAXIMUM -> 19;
            case LESS -> 20;
            case LESS_EQUAL -> 21;
            case GREATER -> 22;
            case GREATER_EQUAL -> 23;
            case EQUAL -> 24;
            case NOT_EQUAL -> 25;
        };
    }

    static int of(Region.Reduction reduction) {
        return SPREAD_ROWS
                + switch (reduction) {
                    case ROW_SUM -> 1;
                    case ROW_MAX -> 2;
                    case COLUMN_SUM -> 3;
                    case TOTAL_SUM -> 4;
                    case TOTAL_MAX -> 5;
                };
    }
}
