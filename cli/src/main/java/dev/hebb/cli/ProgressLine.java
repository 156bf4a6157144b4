package dev.hebb.cli;

import dev.hebb.experiment.Scores;
import dev.hebb.train.Figures;
import dev.hebb.train.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows how far training is: one line that is redrawn on a terminal, or a plain line now and then elsewhere.
 *
 * <p>What fits is shown, the most important first: epoch, loss, score, time left, speed, and a bar in what room is left.
 */
public final class ProgressLine {
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";
    private static final String CLEAR_REST = "\u001b[K";
    private static final int LEAST_BAR = 8;
    private static final int MOST_BAR = 30;
    private static final int PLAIN_LINES = 20;
    private static final double PLAIN_SECONDS = 10;

    private final PrintWriter out;
    private final int columns;
    private double lastSeconds;
    private boolean isDrawn;

    /** @param columns of the terminal; 0 where there is none */
    public ProgressLine(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    public synchronized void show(Progress progress) {
        if (columns > 0) {
            // Without wrapping, a terminal that was made narrower meanwhile cuts the line instead of breaking it.
            out.print("\r" + WRAP_OFF + line(progress, columns - 1) + CLEAR_REST + WRAP_ON);
            out.flush();
            isDrawn = true;
        } else if (isWorthALine(progress)) {
            lastSeconds = progress.seconds();
            out.println(String.join("  ", pieces(progress)));
        }
    }

    private boolean isWorthALine(Progress progress) {
        int every = Math.max(1, progress.epochs() / PLAIN_LINES);
        boolean isDue = (progress.epoch() + 1) % every == 0 || progress.epoch() == 0;
        return progress.isEpochEnd() && isDue || progress.seconds() - lastSeconds >= PLAIN_SECONDS;
    }

    /** Leaves the line as it is and goes on below it. */
    public synchronized void end() {
        if (isDrawn) {
            out.println();
            isDrawn = false;
        }
    }

    static String line(Progress progress, int width) {
        List<String> pieces = pieces(progress);
        StringBuilder line = new StringBuilder(pieces.get(0));
        List<String> fitting = new ArrayList<>();
        int room = width - line.length();
        for (String piece : pieces.subList(1, pieces.size())) {
            if (piece.length() + 2 <= room) {
                fitting.add(piece);
                room -= piece.length() + 2;
            }
        }
        if (room >= LEAST_BAR + 2) {
            line.append("  ").append(bar(progress, Math.min(MOST_BAR, room - 2)));
        }
        fitting.forEach(piece -> line.append("  ").append(piece));
        return line.substring(0, Math.min(line.length(), width));
    }

    private static String bar(Progress progress, int length) {
        double share = (progress.epoch() + (double) progress.batch() / progress.batchesPerEpoch()) / progress.epochs();
        int inner = length - 2;
        int done = (int) Math.round(Math.min(1, share) * inner);
        return "[" + "=".repeat(done) + " ".repeat(inner - done) + "]";
    }

    private static List<String> pieces(Progress progress) {
        List<String> pieces = new ArrayList<>();
        pieces.add("epoch " + (progress.epoch() + 1) + "/" + progress.epochs());
        List<String> figures = figures(progress.figures());
        figures.stream().limit(1).forEach(pieces::add);
        pieces.add(time(progress.secondsLeft()) + " left");
        figures.stream().skip(1).forEach(pieces::add);
        pieces.add(String.format(Locale.ROOT, "%,.0f rows/s", progress.samplesPerSecond()));
        return pieces;
    }

    private static List<String> figures(Figures figures) {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, Double> figure : figures.values().entrySet()) {
            texts.add(figure.getKey() + " " + Scores.brief(figure.getValue()));
        }
        return texts;
    }

    /** {@code 7 s, 3:05, 1:02:09}. */
    static String time(double seconds) {
        if (Double.isNaN(seconds)) {
            return "?";
        }
        long whole = (long) Math.ceil(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        String minutes = String.format(Locale.ROOT, whole < 3600 ? "%d" : "%02d", whole % 3600 / 60);
        return (whole < 3600 ? "" : whole / 3600 + ":") + minutes + String.format(Locale.ROOT, ":%02d", whole % 60);
    }
}
