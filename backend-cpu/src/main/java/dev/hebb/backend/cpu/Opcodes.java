package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.UnaryFunction;

/** The machine's instructions: places in the table of {@code program.hpp}. */
final class Opcodes {
    static final int COPY = 0;
    static final int SELECT = 27;
    /** {@code a b + c}. */
    static final int MULTIPLY_ADD = 28;
    /** {@code a b - c}. */
    static final int MULTIPLY_SUBTRACT = 29;
    /** {@code c - a b}. */
    static final int SUBTRACT_PRODUCT = 30;

    /** One number per row, for every element of the row. */
    static final int SPREAD_ROWS = 31;

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
            case ERF -> 10;
            case SIN -> 11;
            case COS -> 12;
            case SIGN -> 13;
        };
    }

    static int of(BinaryFunction function) {
        return switch (function) {
            case ADD -> 14;
            case SUBTRACT -> 15;
            case MULTIPLY -> 16;
            case DIVIDE -> 17;
            case POWER -> 18;
            case MINIMUM -> 19;
            case MAXIMUM -> 20;
            case LESS -> 21;
            case LESS_EQUAL -> 22;
            case GREATER -> 23;
            case GREATER_EQUAL -> 24;
            case EQUAL -> 25;
            case NOT_EQUAL -> 26;
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
