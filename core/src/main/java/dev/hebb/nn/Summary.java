package dev.hebb.nn;

import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network as a table for people: layer, shape, parameters and, where the layers are no plain chain, what each reads.
 *
 * @param width in characters, {@value #MIN_WIDTH} or more; long texts continue on a second line
 * @param precision of the parameters, for their bytes
 * @param memory bytes by what they are for, written below the table
 */
record Summary(Network network, int width, Precision precision, Map<String, Long> memory) {
    static final int DEFAULT_WIDTH = 80;
    static final int MIN_WIDTH = 40;

    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final double UNIT = 1024;

    public Summary {
        if (width < MIN_WIDTH) {
            throw new IllegalArgumentException("expected a width of " + MIN_WIDTH + " or more but got " + width);
        }
        memory = Collections.unmodifiableMap(new LinkedHashMap<>(memory));
    }

    /** The text, with {@code \n} between its lines. */
    String text() {
        boolean isChain = network.topology().isSequential();
        List<String> titles = new ArrayList<>(List.of("Layer (type)", "Output shape", "Parameters"));
        if (!isChain) {
            titles.add("Reads");
        }
        TextTable table = new TextTable(titles, 2, width);
        for (NetworkInput input : network.inputs()) {
            addRow(
                    table,
                    isChain,
                    List.of(input.name() + " (input)", BatchShape.describeRow(input.rowShape()), "0", "-"));
        }
        for (LayerEntry layer : network.layers()) {
            String parameters = count(layer.parameterCount());
            String shape = BatchShape.describeRow(layer.rowShape());
            addRow(table, isChain, List.of(layer.name() + " (" + layer.type() + ")", shape, parameters, reads(layer)));
        }
        List<String> lines = new ArrayList<>(table.lines());
        long bytes = network.parameterCount() * precision.of(Kind.FLOAT).bytes();
        lines.addAll(note(
                "Parameters: " + count(network.parameterCount()) + " (" + bytes(bytes) + " as " + precision + ")"));
        memory.forEach((what, size) -> lines.addAll(note("Memory, " + what + ": " + bytes(size))));
        return String.join("\n", lines);
    }

    private List<String> note(String text) {
        return TextTable.wrap(text, width);
    }

    private static void addRow(TextTable table, boolean isChain, List<String> cells) {
        table.add(isChain ? cells.subList(0, cells.size() - 1) : cells);
    }

    private String reads(LayerEntry layer) {
        Topology topology = network.topology();
        return layer.uses().stream()
                .map(use -> use.stream().map(topology::nameOf).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String bytes(long size) {
        double scaled = size;
        int unit = 0;
        while (scaled >= UNIT && unit < UNITS.size() - 1) {
            scaled /= UNIT;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", scaled, UNITS.get(unit));
    }
}
