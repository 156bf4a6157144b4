package dev.hebb.compile;

import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.CPrinter;
import dev.hebb.expr.Dialect;
import dev.hebb.expr.Program.Instruction;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints a region as a C++ function {@code void name(const Pass<float>& pass, int64_t first, int64_t last)} that computes rows {@code first} to
 * {@code last - 1}, or elements of a flat region: the form {@code RegionKernel} of the cpu backend's hebb.hpp. Regions of one {@link Region#canonical()}
 * text have one function.
 *
 * <p>Every element is read before it is written, so an output may lie on an input as {@link Region#mayShare} says. A sum over columns or all is added to what
 * its output holds, a maximum combined with it; their addends are in an order that depends on {@code first}, {@code last} and the extents alone.
 *
 * <p>Rows of few elements are computed down the columns, others along the row. Maxima need the OpenMP reduction {@code maximum}, which keeps NaN.
 */
public final class RegionPrinter {
    private final Dialect dialect;

    public RegionPrinter(Dialect dialect) {
        this.dialect = dialect;
    }

    /** How many buffers of one number per column a region's function needs as {@code pass.scratch}. */
    public static int buffers(Region region) {
        return new Stages(region).kept().size();
    }

    /** The function. */
    public String function(String name, Region region) {
        StringBuilder text = new StringBuilder("// ").append(region.canonical()).append('\n');
        text.append(dialect.kernel())
                .append(" void ")
                .append(name)
                .append("(const Pass<")
                .append(dialect.type())
                .append(">& pass, int64_t first, int64_t last) {\n");
        addresses(region).forEach(line -> text.append("    ").append(line).append('\n'));
        singles(region).forEach(line -> text.append("    ").append(line).append('\n'));
        if (region.isFlat()) {
            text.append(new RowLoops(region, dialect, 1).print());
        } else {
            text.append("    if (columns < ")
                    .append(ColumnLoops.narrow(region))
                    .append(") {\n")
                    .append(new ColumnLoops(region, dialect, 2).print())
                    .append("    } else {\n")
                    .append(new RowLoops(region, dialect, 2).print())
                    .append("    }\n");
        }
        return text.append("}\n").toString();
    }

    private List<String> addresses(Region region) {
        List<String> lines = new ArrayList<>();
        if (!region.isFlat()) {
            lines.add("const int64_t columns = pass.columns;");
        }
        for (int i = 0; i < region.inputs().size(); i++) {
            lines.add("const " + dialect.type() + "* const x" + i + " = pass.in[" + i + "];");
        }
        for (int i = 0; i < region.outputs().size(); i++) {
            lines.add(dialect.type() + "* const y" + i + " = pass.out[" + i + "];");
        }
        return lines;
    }

    /** What is one number for all, computed once. */
    private List<String> singles(Region region) {
        CPrinter printer = new CPrinter(dialect);
        List<Space> spaces = region.spaces();
        List<String> lines = new ArrayList<>();
        int constants = 0;
        for (int value = 0; value < spaces.size(); value++) {
            String is = "";
            if (spaces.get(value) == Space.SINGLE && value < region.inputs().size()) {
                is = "x" + value + "[0]";
            } else if (spaces.get(value) == Space.SINGLE
                    && region.steps().get(value - region.inputs().size()) instanceof Step.Compute compute) {
                is = compute.instruction() instanceof Instruction.Load
                        ? "pass.constants[" + constants++ + "]"
                        : printer.expression(compute.instruction(), operand -> "v" + operand);
            }
            if (!is.isEmpty()) {
                lines.add("const " + dialect.type() + " v" + value + " = " + is + ";");
            }
        }
        for (int i = 0; i < region.outputs().size(); i++) {
            int value = region.outputs().get(i).value();
            boolean isComputed = value < region.inputs().size()
                    || region.steps().get(value - region.inputs().size()) instanceof Step.Compute;
            if (spaces.get(value) == Space.SINGLE && isComputed) {
                lines.add("y" + i + "[0] = v" + value + ";");
            }
        }
        return lines;
    }
}
