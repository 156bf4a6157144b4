package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Step;
import dev.hebb.compile.RegionPrinter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;

/** One region on its printed kernel, in memory of its own with guards around every tensor. */
final class KernelCall implements AutoCloseable {
    private static final int GUARD = 16;
    private static final float CANARY = -77;

    /** As the executor calls kernels that add up. */
    private static final long ROWS_PER_CALL = 64;

    private static final long ELEMENTS_PER_CALL = 4096;

    private final Region region;
    private final long kernel;
    private final List<FloatPointer> memory = new ArrayList<>();
    private final LongPointer words;
    private final List<Integer> places = new ArrayList<>();

    /**
     * @param inPlace whether outputs lie on inputs where they may
     * @param shift how many numbers every tensor lies behind a multiple of 64 bytes or where else memory begins
     */
    KernelCall(Region region, long kernel, List<float[]> inputs, boolean inPlace, int shift) {
        this.region = region;
        this.kernel = kernel;
        int outputs = region.outputs().size();
        inputs.forEach(input -> tensor(input, shift));
        Set<Integer> taken = new HashSet<>();
        for (int o = 0; o < outputs; o++) {
            int place = inPlace ? shared(o, taken) : -1;
            if (place < 0) {
                float[] start = new float[(int) region.outputs().get(o).shape().size()];
                Arrays.fill(start, start(o));
                place = tensor(start, shift);
            }
            taken.add(place);
            places.add(place);
        }
        int constants = tensor(floats(region.constants()), shift);
        int scratch = tensor(new float[(int) (RegionPrinter.buffers(region) * region.columns())], 0);
        words = new LongPointer(inputs.size() + outputs + 5L);
        for (int i = 0; i < inputs.size(); i++) {
            words.put(5L + i, address(i, shift));
        }
        for (int o = 0; o < outputs; o++) {
            words.put(5L + inputs.size() + o, address(places.get(o), shift));
        }
        words.put(0, words.address() + 5 * Long.BYTES);
        words.put(1, words.address() + (5L + inputs.size()) * Long.BYTES);
        words.put(2, address(constants, shift));
        words.put(3, region.columns());
        words.put(4, address(scratch, 0));
    }

    private static float[] floats(List<Double> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i).floatValue();
        }
        return floats;
    }

    private int tensor(float[] numbers, int shift) {
        FloatPointer pointer = new FloatPointer(numbers.length + 2L * GUARD + shift);
        for (long i = 0; i < pointer.capacity(); i++) {
            pointer.put(i, CANARY);
        }
        pointer.position((long) GUARD + shift).put(numbers, 0, numbers.length);
        pointer.position(0);
        memory.add(pointer);
        return memory.size() - 1;
    }

    private long address(int place, int shift) {
        return memory.get(place).address() + (GUARD + shift) * (long) Float.BYTES;
    }

    private int shared(int output, Set<Integer> taken) {
        for (int i = 0; i < region.inputs().size(); i++) {
            if (region.mayShare(output, i) && !taken.contains(i)) {
                return i;
            }
        }
        return -1;
    }

    private float start(int output) {
        int step = region.outputs().get(output).value() - region.inputs().size();
        boolean isMaximum = step >= 0
                && region.steps().get(step) instanceof Step.Reduce reduce
                && reduce.reduction() == Reduction.TOTAL_MAX;
        return isMaximum ? Float.NEGATIVE_INFINITY : 0;
    }

    /** Runs it. */
    List<float[]> run(int shift) {
        long length = region.isFlat() ? region.columns() : region.rows();
        long step = region.isFlat() ? ELEMENTS_PER_CALL : ROWS_PER_CALL;
        for (long first = 0; first < length; first += step) {
            Native.call(kernel, words.address(), first, Math.min(length, first + step));
        }
        List<float[]> results = new ArrayList<>();
        for (int o = 0; o < places.size(); o++) {
            float[] result = new float[(int) region.outputs().get(o).shape().size()];
            memory.get(places.get(o)).position((long) GUARD + shift).get(result, 0, result.length);
            memory.get(places.get(o)).position(0);
            results.add(result);
        }
        return results;
    }

    /** Whether nothing has been written before or behind a tensor. */
    boolean isIntact() {
        return memory.stream().allMatch(pointer -> {
            for (long i = 0; i < GUARD; i++) {
                if (pointer.get(i) != CANARY || pointer.get(pointer.capacity() - 1 - i) != CANARY) {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    public void close() {
        memory.forEach(FloatPointer::deallocate);
        words.deallocate();
    }
}
