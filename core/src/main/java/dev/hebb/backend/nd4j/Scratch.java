package dev.hebb.backend.nd4j;

import dev.hebb.backend.Blocks;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the launches of one executable share: registers for the intermediate results of programs, each as large as the plan's largest elementwise result,
 * flags for comparisons, and constants.
 */
final class Scratch {
    private static final int CONSTANTS_PER_ARENA = 64;

    private final DataType dataType;
    private final long elements;
    private final List<Nd4jArena> arenas = new ArrayList<>();
    private final List<Nd4jArena> free = new ArrayList<>();
    private final List<Nd4jArena> constantArenas = new ArrayList<>();
    private final Map<Double, Tensor> constants = new HashMap<>();
    private final Blocks blocks;
    private @Nullable Memory flags;

    /**
     * @param elements of every register
     * @param blocks to which everything allocated here is added
     */
    Scratch(DataType dataType, long elements, Blocks blocks) {
        this.dataType = dataType;
        this.elements = elements;
        this.blocks = blocks;
    }

    private Nd4jArena allocate(String name, long count) {
        Nd4jArena arena = new Nd4jArena(new ArenaSpec(name, dataType, count, ArenaSpec.Role.WORKSPACE));
        blocks.own(arena.memory());
        return arena;
    }

    /** A register nobody uses. */
    Tensor take(Shape shape) {
        if (free.isEmpty()) {
            Nd4jArena arena = allocate("register_" + arenas.size(), elements);
            arenas.add(arena);
            free.add(arena);
        }
        return new Tensor(free.remove(free.size() - 1), 0, shape);
    }

    /** Gives a register back; anything else is left alone. */
    void give(Tensor tensor) {
        if (arenas.contains(tensor.arena())) {
            free.add(tensor.arena());
        }
    }

    /** The number as a scalar in memory. */
    Tensor constant(double value) {
        Tensor known = constants.get(value);
        if (known == null) {
            int index = constants.size() % CONSTANTS_PER_ARENA;
            if (index == 0) {
                constantArenas.add(allocate("constants_" + constantArenas.size(), CONSTANTS_PER_ARENA));
            }
            known = new Tensor(constantArenas.get(constantArenas.size() - 1), index, Shape.SCALAR);
            known.set(0, value);
            constants.put(value, known);
        }
        return known;
    }

    /** Truth values of this shape, valid until the next call's are written. */
    INDArray flags(Shape shape) {
        Memory memory = flags;
        if (memory == null) {
            memory = blocks.own(new Memory("flags", org.nd4j.linalg.api.buffer.DataType.BOOL, elements));
            flags = memory;
        }
        return memory.view(0, shape);
    }
}
