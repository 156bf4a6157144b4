package dev.hebb.experiment.report;

/** Where the true share of right rows lies, 95 times of 100. */
record Interval(double low, double high) {
    private static final double Z = 1.959963984540054;

    static Interval wilson(long hits, long rows) {
        double n = rows;
        double p = hits / n;
        double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
