package dev.hebb.experiment.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all pictures have in common: size, fonts, colours. */
final class ChartStyle {
    /** Pixels of a picture for each one of the page, so that it is sharp on phones and in print. */
    static final int SCALE = 2;

    static final int WIDTH = 640;
    static final int HEIGHT = 420;
    static final int FONT = 15;
    static final Color INK = new Color(0x222222);
    static final Color GRID = new Color(0xE3E3E3);
    static final Color FAINT = new Color(0x8A8A8A);

    /** The colours of Okabe and Ito, which people who see few colours tell apart; the yellow, which is faint on white, is left out. */
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0x56B4E9),
            new Color(0xE69F00),
            new Color(0x000000));

    /** How many colours there are. */
    static final int COLOR_COUNT = 7;

    private static final float LINE = 2.2f;
    private static final float DASH = 6;
    private static final int MARKER = 7;

    private ChartStyle() {}

    /** A colour; after the last one they begin again, with another dash pattern. */
    static Color color(int number) {
        return COLORS.get(number % COLOR_COUNT);
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** An empty chart with its legend below, where it hides nothing. */
    static XYChart chart(int width, int height, String xTitle, String yTitle) {
        XYChart chart = new XYChart(width, height);
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        XYStyler styler = chart.getStyler();
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1));
        styler.setChartFontColor(INK);
        styler.setAxisTickLabelsColor(INK);
        styler.setAxisTitleFont(font(Font.PLAIN, FONT));
        styler.setAxisTickLabelsFont(font(Font.PLAIN, FONT - 1));
        styler.setLegendFont(font(Font.PLAIN, FONT));
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setLegendPadding(10);
        styler.setYAxisTickMarkSpacingHint(50);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setChartTitleVisible(false);
        styler.setChartPadding(12);
        styler.setMarkerSize(MARKER);
        styler.setPlotContentSize(0.98);
        return chart;
    }

    /** A line; a single point is drawn as a dot. */
    static void line(XYChart chart, String name, double[] x, double[] y, int number, boolean isDashed) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(color(number));
        series.setLineStyle(isDashed ? dashed() : new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        boolean isDot = Arrays.stream(y).filter(Double::isFinite).count() == 1;
        series.setMarker(isDot ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(color(number));
    }

    private static BasicStroke dashed() {
        return new BasicStroke(
                LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, DASH, new float[] {DASH, DASH / 2}, 0);
    }

    /** A thin grey line that is only there to compare with. */
    static void guide(XYChart chart, String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineColor(FAINT);
        series.setLineStyle(
                new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, DASH, new float[] {DASH}, 0));
        series.setMarker(SeriesMarkers.NONE);
    }

    static void points(XYChart chart, String name, double[] x, double[] y, Color color, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(color);
    }

    /** Adds a point that is not seen: with equally spaced x alone XChart puts a tick at every second one, however many there are. */
    static void breakEqualSpacing(XYChart chart, double x, double y) {
        XYSeries series = chart.addSeries(" ", new double[] {x}, new double[] {y});
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
    }

    static BufferedImage image(XYChart chart) {
        return image(chart.getWidth(), chart.getHeight(), g -> chart.paint(g, chart.getWidth(), chart.getHeight()));
    }

    /** Draws on white paper whose units are those of the page. */
    static BufferedImage image(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            g.scale(SCALE, SCALE);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            painter.accept(g);
        } finally {
            g.dispose();
        }
        return image;
    }

    /** Pictures of equal widths, one below the other. */
    static BufferedImage stacked(List<XYChart> charts) {
        int width = charts.stream().mapToInt(XYChart::getWidth).max().orElse(WIDTH);
        int height = charts.stream().mapToInt(XYChart::getHeight).sum();
        return image(width, height, g -> {
            for (XYChart chart : charts) {
                Graphics2D part = (Graphics2D) g.create();
                chart.paint(part, chart.getWidth(), chart.getHeight());
                part.dispose();
                g.translate(0, chart.getHeight());
            }
        });
    }
}
