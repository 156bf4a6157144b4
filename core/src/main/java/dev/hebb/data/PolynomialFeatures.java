package dev.hebb.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All products of up to some numbers of a row: {@code a, b -> 1, a, b, a^2, a b, b^2}. In the order of scikit-learn: by degree, then by the place of the
 * factors.
 *
 * @param degree the most factors of a product; 1 or more
 * @param interactionOnly whether each number comes at most once in a product, so without {@code a^2}
 * @param bias whether a 1 comes first
 */
public record PolynomialFeatures(int degree, boolean interactionOnly, boolean bias) implements RowTransform {
    /** The most numbers that a row may come to have. */
    public static final int MAX_OUTPUTS = 100_000;

    /** @throws DataException for a degree below 1 */
    public PolynomialFeatures {
        if (degree < 1) {
            throw new DataException("expected a degree of 1 or more but got " + degree);
        }
    }

    /** With {@code a^2}, without the 1, which a layer's bias makes needless. */
    public static PolynomialFeatures of(int degree) {
        return new PolynomialFeatures(degree, false, false);
    }

    /** @throws DataException for more than {@link #MAX_OUTPUTS}, with their number, and for none */
    @Override
    public int outputs(int inputs) {
        double count = (bias ? 1 : 0) - 1 + (interactionOnly ? subsets(inputs) : choose(inputs, degree));
        if (count == 0) {
            throw new DataException("expected one number or more in a row but got none");
        }
        if (count > MAX_OUTPUTS) {
            throw new DataException("expected at most " + MAX_OUTPUTS + " products but got " + (long) count
                    + " for degree " + degree + " of " + inputs
                    + " numbers; lower the degree, take interactions"
                    + " only, or drop columns");
        }
        return (int) count;
    }

    /** How many sets of up to {@code degree} of {@code inputs} numbers there are, with the empty one. */
    private double subsets(int inputs) {
        double ofSize = 1;
        double all = 1;
        for (int size = 1; size <= Math.min(degree, inputs); size++) {
            ofSize = ofSize * (inputs - size + 1) / size;
            all += ofSize;
        }
        return all;
    }

    /** How many ways there are to choose {@code b} of {@code a + b} things. */
    private static double choose(int a, int b) {
        double ways = 1;
        for (int i = 1; i <= Math.min(a, b); i++) {
            ways = ways * ((double) Math.max(a, b) + i) / i;
        }
        return ways;
    }

    /**
     * The names of what comes out: {@code 1}, {@code a}, {@code a^2}, {@code a b}.
     *
     * @param names of the numbers of a row
     */
    public List<String> names(List<String> names) {
        List<String> all = new ArrayList<>();
        for (int[] factors : terms(names.size())) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < factors.length; ) {
                int power = 1;
                while (i + power < factors.length && factors[i + power] == factors[i]) {
                    power++;
                }
                parts.add(names.get(factors[i]) + (power > 1 ? "^" + power : ""));
                i += power;
            }
            all.add(parts.isEmpty() ? "1" : String.join(" ", parts));
        }
        return List.copyOf(all);
    }

    /** The places of the factors of every product. */
    private List<int[]> terms(int inputs) {
        List<int[]> all = new ArrayList<>(outputs(inputs));
        if (bias) {
            all.add(new int[0]);
        }
        List<int[]> last = List.of(new int[0]);
        for (int d = 1; d <= degree && !last.isEmpty(); d++) {
            List<int[]> next = new ArrayList<>();
            for (int[] term : last) {
                int first = term.length == 0 ? 0 : term[term.length - 1] + (interactionOnly ? 1 : 0);
                for (int i = first; i < inputs; i++) {
                    int[] longer = Arrays.copyOf(term, d);
                    longer[d - 1] = i;
                    next.add(longer);
                }
            }
            all.addAll(next);
            last = next;
        }
        return all;
    }

    /** A new row. */
    @Override
    public double[] transform(double[] row) {
        double[] products = new double[outputs(row.length)];
        int[] lastFactor = new int[products.length];
        int at = 0;
        if (bias) {
            products[at++] = 1;
        }
        int from = at;
        for (int i = 0; i < row.length; i++) {
            products[at] = row[i];
            lastFactor[at++] = i;
        }
        for (int d = 2; d <= degree && from < at; d++) {
            int until = at;
            for (int t = from; t < until; t++) {
                for (int i = lastFactor[t] + (interactionOnly ? 1 : 0); i < row.length; i++) {
                    products[at] = products[t] * row[i];
                    lastFactor[at++] = i;
                }
            }
            from = until;
        }
        return products;
    }
}
