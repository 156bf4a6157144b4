package dev.hebb.io;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/** An op that no model file may bring to life: its initializer leaves a trace. Not a record. */
public final class Trap implements ElementwiseOp {
    static final String TRACE = "dev.hebb.io.trap";

    static {
        System.setProperty(TRACE, "sprung");
    }

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0);
    }
}
