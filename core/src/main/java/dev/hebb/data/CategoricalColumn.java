package dev.hebb.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A column of names as one number per known category, 1 where the row has it and 0 elsewhere. A column of numbers goes by their shortest texts, and texts that
 * are the same number, such as {@code 2} and {@code 2.0}, match where no other category is that number.
 *
 * @param column its name
 * @param categories in the order of numbers where all are numbers, else of the alphabet; the order of the numbers that come out
 * @param mostFrequent the category that stands in for a missing one; the first in order of several
 * @param missedInTraining whether a training row had none; then missing is a category of its own, the last
 * @param unseen what becomes of other categories
 */
public record CategoricalColumn(
        String column, List<String> categories, String mostFrequent, boolean missedInTraining, Unseen unseen)
        implements ColumnEncoder {
    private static final int UNKNOWN = -1;
    private static final String MISSING_NAME = "(missing)";

    /** @throws DataException for no categories, one twice or empty, and a most frequent one that is none of them */
    public CategoricalColumn {
        categories = List.copyOf(categories);
        Set<String> distinct = new HashSet<>(categories);
        boolean isSound = distinct.size() == categories.size() && !distinct.contains(Table.MISSING);
        if (!isSound || !distinct.contains(mostFrequent)) {
            throw new DataException("expected one category or more of column '" + column
                    + "', each once, and the most frequent one among them, but got " + TextClip.list(categories)
                    + " and '" + TextClip.clip(mostFrequent) + "'");
        }
    }

    /**
     * Fits on the training rows.
     *
     * @throws DataException where every row misses the column
     */
    public static CategoricalColumn fit(Table train, String column, Unseen unseen) {
        String[] texts = train.text(column);
        String[] present =
                Arrays.stream(texts).filter(text -> !text.equals(Table.MISSING)).toArray(String[]::new);
        CellCheck.requireSome(column, present.length, train.rows());
        List<String> categories = LabelEncoder.fit(present).classes();
        Map<String, Integer> counts = new HashMap<>();
        for (String text : present) {
            counts.merge(text, 1, Integer::sum);
        }
        String mostFrequent = categories.get(0);
        for (String category : categories) {
            if (counts.getOrDefault(category, 0) > counts.getOrDefault(mostFrequent, 0)) {
                mostFrequent = category;
            }
        }
        return new CategoricalColumn(column, categories, mostFrequent, present.length < texts.length, unseen);
    }

    @Override
    public List<String> features() {
        List<String> features = new ArrayList<>();
        categories.forEach(category -> features.add(column + "=" + category));
        if (missedInTraining) {
            features.add(column + "=" + MISSING_NAME);
        }
        return List.copyOf(features);
    }

    @Override
    public boolean isQuantity(int feature) {
        return false;
    }

    @Override
    public void encode(Table table, double[][] into, int at, List<String> notices) {
        Map<String, Integer> places = places();
        String[] texts = table.text(column);
        int missing = 0;
        int ignored = 0;
        for (int row = 0; row < texts.length; row++) {
            int place = place(places, texts[row]);
            if (place == UNKNOWN && unseen == Unseen.ERROR) {
                throw unknown(texts[row], table.where(row));
            }
            Arrays.fill(into[row], at, at + categories.size() + (missedInTraining ? 1 : 0), 0);
            if (place != UNKNOWN) {
                into[row][at + place] = 1;
            }
            missing += texts[row].equals(Table.MISSING) ? 1 : 0;
            ignored += place == UNKNOWN ? 1 : 0;
        }
        if (missing > 0 && !missedInTraining) {
            String standIn = "'" + TextClip.clip(mostFrequent) + "', their most frequent one,";
            notices.add(CellCheck.newlyMissing(column, missing, table.rows(), "category", standIn));
        }
        if (ignored > 0) {
            notices.add("column '" + column + "': " + ignored + " of " + table.rows()
                    + (table.rows() == 1 ? " row has" : " rows have")
                    + " a category that no training row had; they count as none of the known ones");
        }
    }

    /** The place of every category by its text, of {@link Table#MISSING}, and of the number that a category is, where it is the only one. */
    private Map<String, Integer> places() {
        Map<String, Integer> byNumber = new HashMap<>();
        for (int i = 0; i < categories.size(); i++) {
            byNumber.merge(numberOf(categories.get(i)), i, (one, other) -> UNKNOWN);
        }
        Map<String, Integer> places = new HashMap<>(byNumber);
        for (int i = 0; i < categories.size(); i++) {
            places.put(categories.get(i), i);
        }
        places.put(Table.MISSING, missedInTraining ? categories.size() : categories.indexOf(mostFrequent));
        return places;
    }

    private static int place(Map<String, Integer> places, String text) {
        Integer exact = places.get(text);
        return exact != null ? exact : places.getOrDefault(numberOf(text), UNKNOWN);
    }

    /** The shortest text of the number that {@code text} is, else {@code text}. */
    private static String numberOf(String text) {
        OptionalDouble number = text.isEmpty() ? OptionalDouble.empty() : NumberText.parse(text);
        return number.isPresent() ? NumberText.format(number.getAsDouble()) : text;
    }

    private DataException unknown(String text, String where) {
        return new DataException("expected one of the categories " + TextClip.list(categories) + " of column '" + column
                + "' but got '" + TextClip.clip(text) + "' in " + where + "; correct it, train with rows that have it,"
                + " or let such rows count as none of them:"
                + " 'preprocess: {categorical: {unseen: ignore}}' in a spec, withUnseen(Unseen.IGNORE) in code");
    }
}
