package dev.hebb.backend.nd4j;

import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.UnaryFunction;

/**
 * Instructions that ND4J 1.0.0-M2.1 computes wrongly, done in Java in double precision on the same memory. Its {@code log1p}, {@code expm1} and {@code tanh}
 * lose up to all digits of small numbers, {@code sign(NaN)} is 0, {@code maximum} and {@code minimum} lose NaN depending on the order of the operands,
 * {@code pow(1, NaN)} is 1, and {@code select} is ten times slower than anything else and wants all shapes equal.
 *
 * <p>Every operand has as many elements as the result, or one.
 */
final class JavaKernels {
    private JavaKernels() {}

    private static long step(Tensor operand, Tensor result) {
        return operand.size() == 1 && result.size() > 1 ? 0 : 1;
    }

    static Kernel unary(UnaryFunction function, Tensor x, Tensor z) {
        long size = z.size();
        return () -> {
            for (long i = 0; i < size; i++) {
                z.set(i, function.apply(x.get(i)));
            }
        };
    }

    static Kernel binary(BinaryFunction function, Tensor x, Tensor y, Tensor z) {
        long size = z.size();
        long dx = step(x, z);
        long dy = step(y, z);
        return () -> {
            for (long i = 0; i < size; i++) {
                z.set(i, function.apply(x.get(i * dx), y.get(i * dy)));
            }
        };
    }

    static Kernel select(Tensor condition, Tensor whenTrue, Tensor whenFalse, Tensor z) {
        long size = z.size();
        long dc = step(condition, z);
        long dt = step(whenTrue, z);
        long df = step(whenFalse, z);
        return () -> {
            for (long i = 0; i < size; i++) {
                z.set(i, condition.get(i * dc) != 0 ? whenTrue.get(i * dt) : whenFalse.get(i * df));
            }
        };
    }
}
