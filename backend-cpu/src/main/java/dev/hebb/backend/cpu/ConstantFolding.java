package dev.hebb.backend.cpu;

import dev.hebb.expr.Program;
import dev.hebb.expr.Program.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Computes instructions on constants, in double precision; every register keeps its number. */
final class ConstantFolding {
    private ConstantFolding() {}

    static Program of(Program program) {
        Map<Integer, Double> constants = new HashMap<>();
        List<Instruction> instructions = new ArrayList<>();
        for (Instruction instruction : program.instructions()) {
            Instruction folded = folded(instruction, constants);
            if (folded instanceof Instruction.Load load) {
                constants.put(program.inputs() + instructions.size(), load.value());
            }
            instructions.add(folded);
        }
        return new Program(program.inputs(), instructions, program.outputs());
    }

    private static Instruction folded(Instruction instruction, Map<Integer, Double> constants) {
        List<Integer> operands = instruction.operands();
        if (operands.isEmpty() || !constants.keySet().containsAll(operands)) {
            return instruction;
        }
        double[] values = operands.stream()
                .map(constants::get)
                .mapToDouble(Double::doubleValue)
                .toArray();
        List<Integer> own = IntStream.range(0, values.length).boxed().toList();
        Program alone = new Program(values.length, List.of(instruction.on(own)), List.of(values.length));
        return new Instruction.Load(alone.evaluate(values)[0]);
    }
}
