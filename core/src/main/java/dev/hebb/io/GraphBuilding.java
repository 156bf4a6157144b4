package dev.hebb.io;

import dev.hebb.graph.Node;
import dev.hebb.graph.Op;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.State;
import dev.hebb.io.SavedGraph.Entry;
import dev.hebb.io.SavedGraph.InputEntry;
import dev.hebb.io.SavedGraph.OpEntry;
import dev.hebb.io.SavedGraph.Ref;
import dev.hebb.io.SavedGraph.StateEntry;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Applies the ops of a saved graph again, at one batch size or at two to see that nothing but the first axis of the outputs differs. */
final class GraphBuilding {
    private static final long SMALL_BATCH = 1;
    private static final long LARGE_BATCH = 7;
    private static final int MAX_RANK = 32;
    private static final int MAX_INPUTS = 4096;

    private GraphBuilding() {}

    /** The outputs of every entry. */
    static List<List<Value>> build(List<Entry> entries, long batch, Function<State, Value> places) {
        List<List<Value>> built = new ArrayList<>(entries.size());
        Map<String, Value> states = new HashMap<>();
        try {
            SavedGraph.states(entries).forEach((name, state) -> states.put(name, places.apply(state)));
        } catch (ArithmeticException e) {
            throw new ModelFileException("expected at most 2^63 weights but got more", "", e);
        }
        Map<String, InputEntry> fed = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof InputEntry input
                    && !fed.computeIfAbsent(input.name(), name -> input).row().equals(input.row())) {
                throw new ModelFileException("expected one type per input but got two at input " + input.name(), "");
            }
            built.add(build(entry, batch, states, built));
        }
        return built;
    }

    private static List<Value> build(Entry entry, long batch, Map<String, Value> states, List<List<Value>> built) {
        String where = " at node " + built.size() + (entry.scope().isEmpty() ? "" : " of layer " + entry.scope());
        if (entry instanceof StateEntry state) {
            Value value = states.get(state.name());
            if (value == null || !value.type().equals(state.type())) {
                throw new ModelFileException(
                        "expected " + state.type() + " but got " + value + " for state " + state.name() + where, "");
            }
            return List.of(value);
        }
        Op op = entry instanceof OpEntry o ? o.op() : input((InputEntry) entry, batch, where);
        List<Ref> refs = entry instanceof OpEntry o ? o.inputs() : List.of();
        if (refs.size() > MAX_INPUTS) {
            throw tooMuch(MAX_INPUTS + " inputs", op, where);
        }
        List<Value> inputs = refs.stream().map(ref -> get(ref, built, where)).toList();
        List<Value> outputs;
        try {
            outputs = Node.of(op, inputs, entry.scope()).outputs();
        } catch (RuntimeException e) { // a shape rule that refuses, or that does not expect so few inputs
            throw new ModelFileException(
                    "expected a graph that builds at batch " + batch + " but op " + op.name() + where + " says: "
                            + e.getMessage(),
                    "no op may hold the batch size: use -1 for it in a reshape",
                    e);
        }
        if (outputs.stream().anyMatch(output -> output.shape().rank() > MAX_RANK)) {
            throw tooMuch(MAX_RANK + " axes", op, where);
        }
        return outputs;
    }

    private static ModelFileException tooMuch(String limit, Op op, String where) {
        return new ModelFileException("expected at most " + limit + " but got more at op " + op.name() + where, "");
    }

    private static Input input(InputEntry entry, long batch, String where) {
        long[] row = entry.row().shape().dims();
        long[] dims = new long[row.length + 1];
        dims[0] = batch;
        System.arraycopy(row, 0, dims, 1, row.length);
        try {
            return new Input(entry.name(), entry.row().withShape(Shape.of(dims)));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(e.getMessage() + where, "", e);
        }
    }

    private static Value get(Ref ref, List<List<Value>> built, String where) {
        if (ref.entry() < 0 || ref.entry() >= built.size()) {
            throw new ModelFileException("expected a node before it but got node " + ref.entry() + where, "");
        }
        List<Value> outputs = built.get(ref.entry());
        if (ref.output() < 0 || ref.output() >= outputs.size()) {
            throw new ModelFileException(
                    "expected an output from 0 to " + (outputs.size() - 1) + " of node " + ref.entry() + " but got "
                            + ref.output() + where,
                    "");
        }
        return outputs.get(ref.output());
    }

    static void requireBatchFollows(List<Entry> entries, Map<String, Ref> outputs) {
        List<List<Value>> small = build(entries, SMALL_BATCH, state -> Value.of(state));
        List<List<Value>> large = build(entries, LARGE_BATCH, state -> Value.of(state));
        outputs.forEach((name, ref) -> {
            Shape atSmall = get(ref, small, " at output " + name).shape();
            Shape atLarge = get(ref, large, " at output " + name).shape();
            boolean follows = !atSmall.isScalar()
                    && atSmall.dim(0) == SMALL_BATCH
                    && atSmall.rank() == atLarge.rank()
                    && atSmall.with(0, LARGE_BATCH).equals(atLarge);
            if (!follows) {
                throw new ModelFileException(
                        "expected outputs [batch, ..] but got " + atSmall + " at batch " + SMALL_BATCH + " and "
                                + atLarge + " at batch " + LARGE_BATCH + " at output " + name
                                + suspect(entries, small, large),
                        "no op may hold the batch size");
            }
        });
    }

    /** The first op behind which the batch size no longer shows. */
    private static String suspect(List<Entry> entries, List<List<Value>> small, List<List<Value>> large) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof OpEntry entry && !follows(i, small, large)) {
                boolean hasBatch = entry.inputs().stream().anyMatch(ref -> follows(ref.entry(), small, large));
                if (hasBatch) {
                    return ", lost at op " + entry.op().name()
                            + (entry.scope().isEmpty() ? "" : " of layer " + entry.scope());
                }
            }
        }
        return "";
    }

    private static boolean follows(int entry, List<List<Value>> small, List<List<Value>> large) {
        return IntStream.range(0, small.get(entry).size())
                .anyMatch(i -> !small.get(entry)
                        .get(i)
                        .shape()
                        .equals(large.get(entry).get(i).shape()));
    }
}
