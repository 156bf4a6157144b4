package dev.hebb.backend.cpu;

import dev.hebb.shape.DataType;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;

/** Commands for the native library: words of 64 bits, and behind them data that the commands point to. */
final class Tape {
    /** Words before a command's arguments: its code, its length, its element type. */
    private static final int HEAD = 3;

    private static final int LENGTH = 1;

    private final List<Long> words = new ArrayList<>();
    private final List<Long> data = new ArrayList<>();
    /** Words and data that hold the number of a datum, to become its address. */
    private final List<Integer> wordsToData = new ArrayList<>();

    private final List<Integer> dataToData = new ArrayList<>();
    private final List<Integer> launches = new ArrayList<>();
    private int launch;
    private int start;
    private boolean multiplies;

    /** Commands that follow belong to this launch. */
    void launch(int index) {
        launch = index;
    }

    Tape begin(Command command, DataType dataType) {
        if (command == Command.PRODUCT) {
            multiplies = true;
        }
        start = words.size();
        launches.add(launch);
        words.addAll(List.of((long) command.ordinal(), (long) HEAD, (long) dataType.ordinal()));
        return this;
    }

    /** Adds an argument. */
    Tape add(long word) {
        words.add(word);
        words.set(start + LENGTH, (long) words.size() - start);
        return this;
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

    /** A new datum of one word. */
    int datum(long word) {
        data.add(word);
        return data.size() - 1;
    }

    /** A new datum: a number of this type. */
    int datum(double number, DataType dataType) {
        return datum(
                dataType == DataType.FLOAT32
                        ? Float.floatToRawIntBits((float) number)
                        : Double.doubleToRawLongBits(number));
    }

    /** A new datum: the address of another. */
    int datumOfAddress(int other) {
        dataToData.add(data.size());
        return datum(other);
    }

    long commands() {
        return launches.size();
    }

    boolean multiplies() {
        return multiplies;
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
        dataToData.forEach(at -> data.set(at, firstDatum + data.get(at) * Long.BYTES));
        words.addAll(data);
        new LongPointer(memory.at(0))
                .put(words.stream().mapToLong(Long::longValue).toArray());
        return memory;
    }
}
