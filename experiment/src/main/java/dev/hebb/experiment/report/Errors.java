package dev.hebb.experiment.report;

/** How far the predictions of a target are off. */
record Errors(double mae, double rmse, double r2) {
    static Errors of(TargetValues values) {
        double[] actual = values.actual();
        double[] residuals = values.residuals();
        int n = actual.length;
        double mean = 0;
        for (double y : actual) {
            mean += y / n;
        }
        double absolute = 0;
        double squares = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            absolute += Math.abs(residuals[i]) / n;
            squares += residuals[i] * residuals[i] / n;
            spread += (actual[i] - mean) * (actual[i] - mean) / n;
        }
        return new Errors(absolute, Math.sqrt(squares), spread == 0 ? Double.NaN : 1 - squares / spread);
    }
}
