package dev.hebb.experiment.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant. */
public final class Names {
    private static final int FEW = 12;
    private static final int SHOWN = 60;

    private Names() {}

    /** The known name nearest to {@code name}, if it may be a slip of the pen: at most a third of its letters differ, or two. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String low = name.toLowerCase(Locale.ROOT);
        int most = Math.max(2, name.length() / 3);
        return known.stream()
                .filter(candidate ->
                        distance(low, candidate.toLowerCase(Locale.ROOT)) <= Math.min(most, candidate.length() - 1))
                .min(Comparator.comparingInt(candidate -> distance(low, candidate.toLowerCase(Locale.ROOT))));
    }

    /** The advice that goes with an unknown name: the nearest one, or none. */
    public static String advice(String name, Collection<String> known) {
        return nearest(name, known).map(near -> "did you mean '" + near + "'?").orElse("");
    }

    /** The start of a text, on one line. */
    static String brief(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + ".." : text;
        return start.replaceAll("[\\p{Cntrl}\u2028\u2029\u0085]", " ");
    }

    /** A list of names that stays readable. */
    public static String some(Collection<String> names) {
        String shown = String.join(", ", names.stream().limit(FEW).toList());
        return names.size() > FEW ? shown + ", .. (" + names.size() + " in all)" : shown;
    }

    /** Letters to insert, delete, replace or swap with their neighbour. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
