package dev.hebb.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names of classes to class numbers and back.
 *
 * @param classes by class number; each once
 */
public record LabelEncoder(List<String> classes) {
    private static final int NAMES_IN_MESSAGES = 20;

    /** @throws DataException for no classes and one twice */
    public LabelEncoder {
        classes = List.copyOf(classes);
        if (classes.isEmpty() || Set.copyOf(classes).size() != classes.size()) {
            throw new DataException("expected one class or more, each once, but got " + shown(classes));
        }
    }

    /**
     * The classes of some labels: in the order of numbers where all are numbers, else of the alphabet.
     *
     * @throws DataException for a row without a label
     */
    public static LabelEncoder fit(String[] labels) {
        Set<String> distinct = new TreeSet<>();
        for (int row = 0; row < labels.length; row++) {
            if (labels[row].equals(Table.MISSING)) {
                throw new DataException(
                        "expected a label in every row but row " + row + " has none; drop rows without one");
            }
            distinct.add(labels[row]);
        }
        boolean areNumbers =
                distinct.stream().allMatch(label -> NumberText.parse(label).isPresent());
        return new LabelEncoder(
                areNumbers
                        ? distinct.stream()
                                .sorted(Comparator.comparingDouble(LabelEncoder::number))
                                .toList()
                        : List.copyOf(distinct));
    }

    private static double number(String label) {
        OptionalDouble number = NumberText.parse(label);
        return number.orElse(Double.NaN);
    }

    /**
     * The class number of each label.
     *
     * @throws DataException for a label that is none of the classes
     */
    public int[] encode(String[] labels) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : classes) {
            numbers.put(name, numbers.size());
        }
        int[] encoded = new int[labels.length];
        for (int row = 0; row < labels.length; row++) {
            Integer number = numbers.get(labels[row]);
            if (number == null) {
                throw new DataException("expected one of the classes " + shown(classes) + " but got '" + labels[row]
                        + "' in row " + row);
            }
            encoded[row] = number;
        }
        return encoded;
    }

    /**
     * The label of each class number.
     *
     * @throws DataException for a number outside the classes
     */
    public String[] decode(int[] numbers) {
        String[] labels = new String[numbers.length];
        for (int row = 0; row < numbers.length; row++) {
            if (numbers[row] < 0 || numbers[row] >= classes.size()) {
                throw new DataException("expected classes from 0 to " + (classes.size() - 1) + " but got "
                        + numbers[row] + " in row " + row);
            }
            labels[row] = classes.get(numbers[row]);
        }
        return labels;
    }

    private static String shown(List<String> names) {
        return names.size() <= NAMES_IN_MESSAGES
                ? names.toString()
                : names.subList(0, NAMES_IN_MESSAGES) + " and " + (names.size() - NAMES_IN_MESSAGES) + " more";
    }
}
