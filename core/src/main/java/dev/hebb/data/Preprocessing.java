package dev.hebb.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the columns of a table become numbers for a model: what stands in for missing numbers, how numbers are scaled, what becomes of unknown categories.
 *
 * <p>Numbers and dates are scaled; the 0 and 1 of categories and of missing numbers stay as they are. What is the same in every training row becomes 0.
 *
 * @param impute what stands in for a missing number
 * @param indicator whether a column that misses numbers in training rows gets a second one of 0 and 1 that tells where
 * @param scaling of numbers and dates
 * @param unseen what becomes of a category that the training rows did not have
 * @param types of columns by name; those left out are told by their values, as {@link ColumnTypes} does
 */
public record Preprocessing(
        Impute impute, boolean indicator, Scaling scaling, Unseen unseen, Map<String, ColumnType> types) {
    public Preprocessing {
        types = Map.copyOf(types);
    }

    /** The median for missing numbers, without an indicator; mean 0 and deviation 1; an unknown category is an error. */
    public static Preprocessing standard() {
        return new Preprocessing(Impute.MEDIAN, false, Scaling.STANDARD, Unseen.ERROR, Map.of());
    }

    public Preprocessing withImpute(Impute impute) {
        return new Preprocessing(impute, indicator, scaling, unseen, types);
    }

    public Preprocessing withIndicator(boolean indicator) {
        return new Preprocessing(impute, indicator, scaling, unseen, types);
    }

    public Preprocessing withScaling(Scaling scaling) {
        return new Preprocessing(impute, indicator, scaling, unseen, types);
    }

    public Preprocessing withUnseen(Unseen unseen) {
        return new Preprocessing(impute, indicator, scaling, unseen, types);
    }

    /** With other types in place of all those given before. */
    public Preprocessing withTypes(Map<String, ColumnType> types) {
        return new Preprocessing(impute, indicator, scaling, unseen, types);
    }

    /**
     * What the training rows gave.
     *
     * @param encoder to numbers
     * @param scaler of these numbers
     * @param notices sentences on what a person should know of the training rows
     */
    public record Fitted(TableEncoder encoder, Scaler scaler, List<String> notices) {
        public Fitted {
            notices = List.copyOf(notices);
        }

        /** The names of the numbers of a row. */
        public List<String> features() {
            return encoder.features();
        }

        /**
         * Rows as a model takes them, encoded and scaled, and what a person should know of them.
         *
         * @throws DataException for a column that is not there and a cell that cannot be encoded
         */
        public TableEncoder.Encoded encode(Table table) {
            TableEncoder.Encoded encoded = encoder.encode(table);
            for (double[] row : encoded.rows()) {
                scaler.apply(row);
            }
            return encoded;
        }

        /** The rows of {@link #encode}: {@code [rows][features]}. */
        public double[][] rows(Table table) {
            return encode(table).rows();
        }
    }

    /**
     * Fits on the training rows.
     *
     * @param columns the names of the columns to learn from, in the order of their numbers
     * @throws DataException for no columns and unknown ones, no rows, a column that every row misses, cells that are not of the column's type, and a column of
     *     more than {@link ColumnTypes#MANY_CATEGORIES} texts that is not declared categorical
     */
    public Fitted fit(Table train, List<String> columns) {
        types.keySet().stream().filter(name -> !train.has(name)).findFirst().ifPresent(name -> {
            throw TextClip.unknownColumn(train.columns(), name);
        });
        if (train.rows() == 0) {
            throw new DataException("expected one training row or more but got a table without rows");
        }
        List<ColumnEncoder> encoders = new ArrayList<>();
        typesOf(train, columns).forEach((column, type) -> encoders.add(encoder(train, column, type)));
        TableEncoder encoder = new TableEncoder(encoders);
        List<String> notices = new ArrayList<>();
        Scaler scaler = scaler(encoder, encoder.encode(train).rows(), notices);
        return new Fitted(encoder, scaler, notices);
    }

    private Map<String, ColumnType> typesOf(Table train, List<String> columns) {
        List<String> open =
                columns.stream().filter(column -> !types.containsKey(column)).toList();
        ColumnTypes.manyCategories(train, open).forEach((column, distinct) -> {
            throw new DataException("expected at most " + ColumnTypes.MANY_CATEGORIES + " different texts but got "
                    + distinct + " in column '" + column + "', which looks like an identifier; drop it, or declare it"
                    + " categorical");
        });
        Map<String, ColumnType> all = new LinkedHashMap<>();
        Map<String, ColumnType> inferred = ColumnTypes.inferred(train, open);
        columns.forEach(column -> all.put(column, types.getOrDefault(column, inferred.get(column))));
        return all;
    }

    private ColumnEncoder encoder(Table train, String column, ColumnType type) {
        return switch (type) {
            case NUMERIC -> NumericColumn.fit(train, column, impute, indicator);
            case CATEGORICAL -> CategoricalColumn.fit(train, column, unseen);
            case DATE -> DateColumn.fit(train, column);
        };
    }

    private Scaler scaler(TableEncoder encoder, double[][] rows, List<String> notices) {
        List<Double> shifts = new ArrayList<>();
        List<Double> spreads = new ArrayList<>();
        for (ColumnEncoder one : encoder.encoders()) {
            List<String> features = one.features();
            for (int i = 0; i < features.size(); i++) {
                int at = shifts.size();
                double[] numbers =
                        Arrays.stream(rows).mapToDouble(row -> row[at]).toArray();
                boolean isConstant = ColumnStatistics.isConstant(numbers);
                if (isConstant) {
                    notices.add("'" + features.get(i) + "' is " + NumberText.format(numbers[0]) + " in all "
                            + rows.length + " training rows; it becomes 0");
                }
                Scaler fitted = one.isQuantity(i) ? scaling.fit(numbers) : new NoScaling();
                ShiftScaler shift = fitted instanceof ShiftScaler scaled ? scaled : unscaled(numbers[0], isConstant);
                shifts.add(shift.shifts().get(0));
                spreads.add(shift.spreads().get(0));
            }
        }
        return new ColumnScaler(shifts, spreads);
    }

    private static ColumnScaler unscaled(double first, boolean isConstant) {
        return new ColumnScaler(List.of(isConstant ? first : 0.0), List.of(isConstant ? 0.0 : 1.0));
    }
}
