package dev.hebb.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link Program#toString()} writes, so that a program can stand in a file. */
public final class ProgramText {
    private static final Map<String, UnaryFunction> UNARY = symbols(UnaryFunction.values(), UnaryFunction::symbol);
    private static final Map<String, BinaryFunction> BINARY = symbols(BinaryFunction.values(), BinaryFunction::symbol);

    private ProgramText() {}

    private static <F> Map<String, F> symbols(F[] functions, java.util.function.Function<F, String> symbol) {
        Map<String, F> bySymbol = new HashMap<>();
        Arrays.stream(functions).forEach(f -> bySymbol.put(symbol.apply(f), f));
        return Map.copyOf(bySymbol);
    }

    /**
     * @param inputs how many inputs the program has
     * @throws IllegalArgumentException for text that no program prints
     */
    public static Program parse(int inputs, String text) {
        int arrow = text.lastIndexOf("-> ");
        if (arrow < 0) {
            throw bad(text, "-> outputs");
        }
        List<Program.Instruction> instructions = new ArrayList<>();
        String body = text.substring(0, arrow).trim();
        for (String line : body.isEmpty() ? new String[0] : body.split("; ")) {
            instructions.add(instruction(line.trim(), inputs + instructions.size()));
        }
        List<Integer> outputs = Arrays.stream(text.substring(arrow + 3).trim().split(" "))
                .map(ProgramText::register)
                .toList();
        return new Program(inputs, instructions, outputs);
    }

    private static Program.Instruction instruction(String line, int register) {
        String[] words = line.split(" ");
        if (words.length < 3 || !words[0].equals("t" + register) || !words[1].equals("=")) {
            throw bad(line, "t" + register + " = ..");
        }
        List<Integer> operands =
                Arrays.stream(words).skip(3).map(ProgramText::register).toList();
        String symbol = words[2];
        UnaryFunction unary = UNARY.get(symbol);
        BinaryFunction binary = BINARY.get(symbol);
        if (unary != null && operands.size() == 1) {
            return new Program.Instruction.Apply1(unary, operands.get(0));
        } else if (binary != null && operands.size() == 2) {
            return new Program.Instruction.Apply2(binary, operands.get(0), operands.get(1));
        } else if (symbol.equals("select") && operands.size() == 3) {
            return new Program.Instruction.Select(operands.get(0), operands.get(1), operands.get(2));
        } else if (operands.isEmpty()) {
            try {
                return new Program.Instruction.Load(Double.parseDouble(symbol));
            } catch (NumberFormatException e) {
                throw bad(line, "a number or a known function");
            }
        }
        throw bad(line, "a known function with its operands");
    }

    private static int register(String word) {
        if (!word.matches("[xt][0-9]{1,6}")) {
            throw bad(word, "a register such as x0 or t3");
        }
        return Integer.parseInt(word.substring(1));
    }

    private static IllegalArgumentException bad(String got, String expected) {
        return new IllegalArgumentException("expected " + expected + " in a program text but got '" + got + "'");
    }
}
