package dev.hebb.backend.cpu;

import dev.hebb.shape.DataType;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;

/** Commands for the native library: words of 64 bits, and behind them data that the commands point to. */
final class Tape {
    /** Words before a command's arguments: its code, its length, its element type, its tasks. */
    private static final int HEAD = 4;

    private static final int LENGTH = 1;
    private static final int TASKS = 3;

    private final List<Long> words = new ArrayList<>();
    private final List<Long> data = new ArrayList<>();
    /** Words that hold the number of a datum, to become its address. */
    private final List<Integer> wordsToData = new ArrayList<>();

    private final List<Integer> launches = new ArrayList<>();
    private int launch;
    private int start;
    private long scratchBytes = Long.BYTES;
    private boolean isParallel;

    /** Commands that follow belong to this launch. */
    void launch(int index) {
        launch = index;
    }

    Tape begin(Command command, DataType dataType) {
        start = words.size();
        launches.add(launch);
        words.addAll(List.of((long) command.ordinal(), (long) HEAD, (long) dataType.ordinal(), 1L));
        return this;
    }

    /** Divides the command into tasks that may run at once. */
    Tape tasks(long tasks) {
        words.set(start + TASKS, tasks);
        isParallel = isParallel || tasks > 1;
        return this;
    }

    /** Every task needs this much memory of its own. */
    Tape scratch(long bytes) {
        scratchBytes = Math.max(scratchBytes, bytes);
        return this;
    }

    /** Adds an argument. */
    Tape add(long word) {
        words.add(word);
        words.set(start + LENGTH, (long) words.size() - start);
        return this;
    }

    /** The place of the argument that comes next, for {@link #setLength}. */
    int place() {
        return words.size();
    }

    /** Sets the argument at {@code place} to the number of words from there to here. */
    void setLength(int place) {
        words.set(place, (long) words.size() - place);
    }

    Tape add(boolean flag) {
        return add(flag ? 1 : 0);
    }

    Tape add(double number) {
        return add(Double.doubleToRawLongBits(number));
    }

    /** Adds the address of a datum. */
    Tape addressOf(int datum) {
        wordsToData.add(words.size());
        return add(datum);
    }

    /** The number of the datum that comes next. */
    int nextDatum() {
        return data.size();
    }

    /** A new datum of one word. */
    int datum(long word) {
        data.add(word);
        return data.size() - 1;
    }

    /** New data: numbers of this type one after another, as an array in memory. The first. */
    int numbers(List<Double> numbers, DataType dataType) {
        int first = data.size();
        if (dataType == DataType.FLOAT64) {
            numbers.forEach(number -> datum(Double.doubleToRawLongBits(number)));
            return first;
        }
        for (int i = 0; i < numbers.size(); i += 2) {
            long low = bits(numbers.get(i));
            long high = i + 1 < numbers.size() ? bits(numbers.get(i + 1)) : 0;
            datum(
                    ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                            ? low | high << Integer.SIZE
                            : low << Integer.SIZE | high);
        }
        return first;
    }

    private static long bits(double number) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits((float) number));
    }

    long commands() {
        return launches.size();
    }

    /** Whether some command has several tasks. */
    boolean isParallel() {
        return isParallel;
    }

    /** The memory that each thread needs of its own, in bytes. */
    long scratchBytes() {
        return scratchBytes;
    }

    /** The launch of each command. */
    int[] launches() {
        return launches.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The finished tape in memory of its own. */
    Memory write() {
        long all = (long) words.size() + data.size();
        Memory memory = new Memory("a tape", Math.max(1, all) * Long.BYTES);
        long firstDatum = memory.address() + (long) words.size() * Long.BYTES;
        wordsToData.forEach(at -> words.set(at, firstDatum + words.get(at) * Long.BYTES));
        words.addAll(data);
        new LongPointer(memory.at(0))
                .put(words.stream().mapToLong(Long::longValue).toArray());
        return memory;
    }
}
