package dev.hebb.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the printer writes, compiled by the machine's C++ compiler and run against the oracle; the CUDA dialect too, with its words defined away. */
class CPrinterTest {
    private static final Expr X = Expr.variable(0);
    private static final Expr Y = Expr.variable(1);
    private static final double[] POINTS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        2,
        -3.25,
        1e-8,
        -1e-8,
        10,
        -20,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final String WITHOUT_A_GPU = """
            struct Dim { int x; };
            static const Dim blockIdx = {0}, blockDim = {1}, threadIdx = {0}, gridDim = {1};
            #define __global__
            #define __device__
            #define __forceinline__ inline
            """;

    @TempDir
    Path folder;

    /** Every function once, of two inputs, and one program of several outputs with constants. */
    private static List<Program> programs() {
        List<Program> programs = new ArrayList<>();
        for (UnaryFunction function : UnaryFunction.values()) {
            programs.add(Program.of(2, Expr.unary(function, X)));
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            programs.add(Program.of(2, Expr.binary(function, X, Y)));
        }
        programs.add(Program.of(2, Expr.choose(X, Y, Expr.constant(0.1))));
        Expr shared = Expr.sigmoid(X.times(Y)).plus(0.25);
        programs.add(Program.of(2, shared, shared.square().times(X), Expr.constant(3.5)));
        return programs;
    }

    @Test
    void printedCppComputesWhatTheOracleDoes() throws Exception {
        check(Dialect.CPP_DOUBLE, "", 1e-14);
        check(Dialect.CPP_FLOAT, "", 2e-6);
    }

    @Test
    void printedCudaComputesWhatTheOracleDoes() throws Exception {
        check(Dialect.CUDA_DOUBLE, WITHOUT_A_GPU, 1e-14);
        check(Dialect.CUDA_FLOAT, WITHOUT_A_GPU, 2e-6);
    }

    @Test
    void rowsColumnsAndScalarsAreReadWhereTheyLie() throws Exception {
        Program sum = Program.of(4, X.plus(Y).plus(Expr.variable(2)).plus(Expr.variable(3)));
        List<CPrinter.Access> accesses =
                List.of(CPrinter.Access.ELEMENT, CPrinter.Access.ROW, CPrinter.Access.COLUMN, CPrinter.Access.SCALAR);
        String source = """
                #include <cstdio>
                %s
                int main() {
                    double x[6] = {0, 1, 2, 3, 4, 5}, row[3] = {10, 20, 30}, column[2] = {100, 200}, one[1] = {1000}, y[6];
                    add(6, 3, x, row, column, one, y);
                    for (int i = 0; i < 6; ++i) printf("%%.17g\\n", y[i]);
                }
                """.formatted(new CPrinter(Dialect.CPP_DOUBLE).kernel("add", sum, accesses));
        assertEquals(List.of("1110", "1121", "1132", "1213", "1224", "1235"), run(source));
    }

    @Test
    void programsThatDifferInConstantsShareAKernel() {
        Program two = Program.of(1, X.times(2));
        Program three = Program.of(1, X.times(3));
        CPrinter printer = new CPrinter(Dialect.CPP_FLOAT);
        assertEquals(printer.function("f", two), printer.function("f", three));
        assertEquals(two.canonical(), three.canonical());
        assertTrue(!two.equals(three));
    }

    private void check(Dialect dialect, String prelude, double tolerance) throws Exception {
        List<Program> programs = programs();
        StringBuilder source = new StringBuilder("#include <cmath>\n#include <cstdio>\n").append(prelude);
        StringBuilder calls = new StringBuilder();
        for (int p = 0; p < programs.size(); p++) {
            Program program = programs.get(p);
            source.append(
                    new CPrinter(dialect).kernel("k" + p, program, Collections.nCopies(2, CPrinter.Access.ELEMENT)));
            calls.append(call(p, program, dialect));
        }
        int n = POINTS.length * POINTS.length;
        source.append("int main() {\n").append(array("x", dialect, true)).append(array("y", dialect, false));
        source.append(calls).append("}\n");
        List<String> lines = run(source.toString());
        int line = 0;
        for (Program program : programs) {
            for (int output = 0; output < program.outputs().size(); output++) {
                for (int i = 0; i < n; i++) {
                    double[] at = {
                        narrow(POINTS[i / POINTS.length], dialect), narrow(POINTS[i % POINTS.length], dialect)
                    };
                    double want = narrow(program.evaluate(at)[output], dialect);
                    assertClose(program + " at " + Arrays.toString(at), want, parse(lines.get(line++)), tolerance);
                }
            }
        }
        assertEquals(lines.size(), line);
    }

    private static double narrow(double value, Dialect dialect) {
        return dialect.type().equals("float") ? (float) value : value;
    }

    private static double parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static void assertClose(String what, double want, double got, double tolerance) {
        boolean same = Double.isNaN(want)
                ? Double.isNaN(got)
                : want == got || Math.abs(got - want) <= tolerance * Math.max(Math.abs(want), 1e-300);
        assertTrue(same, () -> what + ": expected " + want + " but got " + got);
    }

    private static String call(int p, Program program, Dialect dialect) {
        int n = POINTS.length * POINTS.length;
        StringBuilder call = new StringBuilder("    {\n");
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(n), "1", "x", "y"));
        program.constants().forEach(constant -> arguments.add(dialect.literal(constant)));
        for (int i = 0; i < program.outputs().size(); i++) {
            call.append("    static ")
                    .append(dialect.type())
                    .append(" r")
                    .append(i)
                    .append('[')
                    .append(n)
                    .append("];\n");
            arguments.add("r" + i);
        }
        call.append("    k")
                .append(p)
                .append('(')
                .append(String.join(", ", arguments))
                .append(");\n");
        for (int i = 0; i < program.outputs().size(); i++) {
            call.append("    for (int i = 0; i < ")
                    .append(n)
                    .append("; ++i) printf(\"%.17g\\n\", (double) r")
                    .append(i)
                    .append("[i]);\n");
        }
        return call.append("    }\n").toString();
    }

    private static String array(String name, Dialect dialect, boolean outer) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < POINTS.length * POINTS.length; i++) {
            values.add(dialect.literal(POINTS[outer ? i / POINTS.length : i % POINTS.length]));
        }
        return "    static const " + dialect.type() + " " + name + "[] = {" + String.join(", ", values) + "};\n";
    }

    private List<String> run(String source) throws IOException, InterruptedException {
        assumeTrue(hasCompiler(), "expected a C++ compiler g++ on the PATH but got none; .ci/run installs it");
        Path cpp = folder.resolve("program.cpp");
        Path binary = folder.resolve("program");
        Files.writeString(cpp, source);
        exec(List.of("g++", "-O1", "-fno-math-errno", "-o", binary.toString(), cpp.toString()));
        return exec(List.of(binary.toString()));
    }

    private static boolean hasCompiler() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "g++")));
    }

    private static List<String> exec(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
