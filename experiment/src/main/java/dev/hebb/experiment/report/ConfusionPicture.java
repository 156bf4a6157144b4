package dev.hebb.experiment.report;

import dev.hebb.metric.Confusion;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

/** Which classes are taken for which: a square of cells with counts, darker for a larger share of the row. */
final class ConfusionPicture {
    static final String FILE = "confusion-matrix.png";

    /** Beyond this many classes the cells are too small for numbers. */
    private static final int MOST_WITH_COUNTS = 30;

    private static final int MOST_WITH_PERCENT = 12;
    private static final int NAME_LENGTH = 18;
    private static final int GAP = 10;
    private static final int LEAST_CELL = 16;
    private static final Color DARK = new Color(0x08306B);

    private final Confusion confusion;
    private final List<String> names;
    private final int cell;

    private ConfusionPicture(Confusion confusion, List<String> names) {
        this.confusion = confusion;
        this.names = names.stream()
                .map(name -> FigureText.cut(name.replaceAll("\\p{Cntrl}", " "), NAME_LENGTH))
                .toList();
        int classes = names.size();
        this.cell = Math.max(LEAST_CELL, Math.min(90, (classes <= MOST_WITH_PERCENT ? 560 : 860) / classes));
    }

    static Drawing of(Confusion confusion, List<String> names) {
        return new Drawing(
                FILE,
                "Confusion matrix: actual classes as rows, predicted classes as columns",
                () -> new ConfusionPicture(confusion, names).draw());
    }

    private int labelSize() {
        return Math.max(10, Math.min(ChartStyle.FONT, cell - 2));
    }

    private BufferedImage draw() {
        int[] longest = new int[1];
        Font font = ChartStyle.font(Font.PLAIN, labelSize());
        ChartStyle.image(
                1,
                1,
                g -> names.forEach(name ->
                        longest[0] = Math.max(longest[0], g.getFontMetrics(font).stringWidth(name))));
        int title = 2 * ChartStyle.FONT;
        int left = title + longest[0] + GAP;
        int side = cell * names.size();
        boolean isUpright = longest[0] > cell - 6;
        int bottom = title + GAP + (isUpright ? longest[0] : labelSize());
        return ChartStyle.image(left + side + 2 * GAP, side + bottom + 2 * GAP, g -> {
            g.translate(left, GAP);
            cells(g);
            labels(g, font, isUpright);
            titles(g, side, left, bottom);
        });
    }

    private void cells(Graphics2D g) {
        for (int actual = 0; actual < names.size(); actual++) {
            double rows = confusion.support(actual);
            for (int predicted = 0; predicted < names.size(); predicted++) {
                double count = confusion.count(actual, predicted);
                double share = rows == 0 ? 0 : count / rows;
                g.setColor(shade(share));
                g.fillRect(predicted * cell, actual * cell, cell - 1, cell - 1);
                if (actual == predicted) {
                    g.setColor(ChartStyle.INK);
                    g.drawRect(predicted * cell, actual * cell, cell - 2, cell - 2);
                }
                if (count > 0 && names.size() <= MOST_WITH_COUNTS) {
                    g.setColor(share > 0.45 ? Color.WHITE : ChartStyle.INK);
                    number(g, predicted * cell + cell / 2, actual * cell + cell / 2, count, share);
                }
            }
        }
    }

    private void number(Graphics2D g, int x, int y, double count, double share) {
        String text = FigureText.count(Math.round(count));
        boolean hasPercent = names.size() <= MOST_WITH_PERCENT;
        int size = Math.min(ChartStyle.FONT, cell / 2);
        Font font = ChartStyle.font(Font.PLAIN, size);
        while (g.getFontMetrics(font).stringWidth(text) > cell - 4 && size > 6) {
            font = ChartStyle.font(Font.PLAIN, --size);
        }
        centred(g, font, text, x, hasPercent ? y - 2 : y + size / 2 - 1);
        if (hasPercent) {
            centred(g, ChartStyle.font(Font.PLAIN, Math.max(9, size - 3)), percent(share), x, y + size - 1);
        }
    }

    private static String percent(double share) {
        return share > 0 && share < 0.005 ? "< 1 %" : Math.round(share * 100) + " %";
    }

    private static Color shade(double share) {
        double part = share == 0 ? 0 : 0.08 + 0.92 * share;
        return new Color(
                mix(0xF4, DARK.getRed(), part), mix(0xF6, DARK.getGreen(), part), mix(0xF9, DARK.getBlue(), part));
    }

    private static int mix(int light, int dark, double part) {
        return (int) Math.round(light + (dark - light) * part);
    }

    private void labels(Graphics2D g, Font font, boolean isUpright) {
        g.setFont(font);
        g.setColor(ChartStyle.INK);
        FontMetrics metrics = g.getFontMetrics();
        int side = cell * names.size();
        for (int k = 0; k < names.size(); k++) {
            int middle = k * cell + cell / 2;
            int down = metrics.getAscent() / 2 - 1;
            String name = names.get(k);
            g.drawString(name, -GAP / 2 - metrics.stringWidth(name), middle + down);
            if (isUpright) {
                turned(g, name, middle + down, side + GAP / 2 + metrics.stringWidth(name));
            } else {
                centred(g, font, name, middle, side + GAP / 2 + metrics.getAscent());
            }
        }
    }

    private static void titles(Graphics2D g, int side, int left, int bottom) {
        Font font = ChartStyle.font(Font.BOLD, ChartStyle.FONT);
        g.setColor(ChartStyle.INK);
        centred(g, font, "Predicted class", side / 2, side + bottom);
        g.setFont(font);
        turned(
                g,
                "Actual class",
                ChartStyle.FONT + 4 - left,
                (side + g.getFontMetrics().stringWidth("Actual class")) / 2);
    }

    private static void centred(Graphics2D g, Font font, String text, int x, int baseline) {
        g.setFont(font);
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, baseline);
    }

    /** Text that reads upwards from {@code (x, y)}. */
    private static void turned(Graphics2D g, String text, int x, int y) {
        AffineTransform before = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        g.drawString(text, 0, 0);
        g.setTransform(before);
    }
}
