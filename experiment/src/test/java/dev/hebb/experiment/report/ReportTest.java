package dev.hebb.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.train.Figures;
import dev.hebb.train.History;
import dev.hebb.train.StopReason;
import java.awt.AWTError;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    private static final String NASTY = "<script>alert(\"1\" & '2')</script>\u0001\uD800";
    private static final int USUAL_BYTES = 1_000_000;

    @TempDir
    Path folder;

    private String written(RunSummary run) throws IOException {
        assertEquals(List.of(), Report.write(run, folder));
        return Files.readString(folder.resolve(Report.FILE));
    }

    private static Document parsed(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replaceFirst("<!DOCTYPE html>", ""))));
    }

    private void assertIsPicture(String name) throws IOException {
        BufferedImage image = ImageIO.read(folder.resolve(name).toFile());
        Set<Integer> colours = new HashSet<>();
        int ink = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
                ink += (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
            }
        }
        int size = image.getWidth() * image.getHeight();
        assertTrue(image.getWidth() >= 300 && image.getWidth() <= 2500, name + " is " + image.getWidth() + " wide");
        assertTrue(image.getHeight() >= 300 && image.getHeight() <= 2500, name + " is " + image.getHeight() + " high");
        assertTrue(colours.size() > 20, name + " has " + colours.size() + " colours");
        assertTrue(ink > size / 200, name + " has only " + ink + " pixels that are not white");
    }

    @Test
    void aClassificationIsOneSmallValidPageWithAllItsPictures() throws Exception {
        String page = written(Runs.classification(CLOTHES, 500));
        List<String> names =
                List.of("learning-curve.png", "confusion-matrix.png", "roc-curve.png", "precision-recall-curve.png");
        for (String name : names) {
            assertIsPicture(name);
        }
        assertEquals(names.size(), parsed(page).getElementsByTagName("img").getLength());
        assertTrue(page.length() < USUAL_BYTES, "the page has " + page.length() + " characters");
    }

    @Test
    void aRegressionIsOneSmallValidPageWithAllItsPictures() throws Exception {
        String page = written(Runs.regression(Runs.target("economy (mpg)", 3000, 1)));
        assertIsPicture("learning-curve.png");
        assertIsPicture("predicted-actual.png");
        assertIsPicture("residuals.png");
        assertEquals(3, parsed(page).getElementsByTagName("img").getLength());
        assertTrue(page.length() < USUAL_BYTES, "the page has " + page.length() + " characters");
    }

    @Test
    void severalTargetsHaveTheirOwnPicturesAndFigures() throws Exception {
        String page = written(Runs.regression(Runs.target("width", 50, 1), Runs.target("height", 50, 10)));
        for (int i = 1; i <= 2; i++) {
            assertIsPicture("predicted-actual-" + i + ".png");
            assertIsPicture("residuals-" + i + ".png");
        }
        assertTrue(page.contains("Target by target"));
        assertTrue(page.contains(FigureText.exact(
                Runs.target("height", 50, 10).scores().orElseThrow().meanAbsoluteError())));
    }

    @Test
    void scoresAreShownAsTheyArePrinted() throws Exception {
        String page = written(Runs.classification(CLOTHES, 500));
        assertTrue(page.contains("0.412346"), "loss");
        assertTrue(page.contains("0.781235"), "f1_macro");
        assertTrue(page.contains("0.701100"), "accuracy of the linear model");
        assertTrue(page.contains("Always T-shirt/top"));
    }

    @Test
    void textsFromOutsideAreEscaped() throws Exception {
        RunSummary run = Runs.classification(List.of(NASTY, "b", "c"), 60);
        RunSummary nasty = new RunSummary(
                NASTY,
                run.when(),
                "a: " + NASTY,
                run.data(),
                run.history(),
                run.outcome(),
                new ModelProfile(NASTY, 1, NASTY, NASTY),
                run.machine(),
                run.timing(),
                List.of(NASTY),
                List.of(NASTY),
                List.of(NASTY));
        String page = written(nasty);
        assertEquals(0, parsed(page).getElementsByTagName("script").getLength());
        assertFalse(page.contains("<script"));
        assertTrue(page.contains("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;\uFFFD\uFFFD"));
    }

    @Test
    void thePageNeedsNothingFromOutside() throws Exception {
        String page = written(Runs.classification(CLOTHES, 100));
        assertFalse(page.contains("http://") || page.contains("https://"), "an address");
        assertFalse(page.contains("<link") || page.contains("@import"), "a file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void fewEpochsAreEnough(int epochs) throws Exception {
        String page = written(with(Runs.classification(CLOTHES, 100), Runs.history(epochs, "accuracy")));
        parsed(page);
        assertEquals(epochs > 0, Files.exists(folder.resolve("learning-curve.png")));
        assertEquals(epochs == 0, page.contains("No epoch was finished."));
    }

    private static RunSummary with(RunSummary run, History history) {
        return new RunSummary(
                run.title(),
                run.when(),
                run.spec(),
                run.data(),
                history,
                run.outcome(),
                run.model(),
                run.machine(),
                run.timing(),
                run.notices(),
                run.warnings(),
                run.commands());
    }

    @Test
    void figuresThatAreNoNumbersAreLeftOutOfThePictures() throws Exception {
        List<Figures> epochs = List.of(
                new Figures(Map.of("loss", 1.0, "val_loss", Double.NaN)),
                new Figures(Map.of("loss", Double.POSITIVE_INFINITY, "val_loss", Double.NaN)));
        double[] lost = {Double.NaN, 1, 2};
        RunSummary run = with(
                Runs.regression(new TargetValues("y", new double[] {1, 2, 3}, lost)),
                new History(epochs, StopReason.COMPLETED, 2, 0.1));
        String page = written(run);
        assertFalse(parsed(page).getDocumentElement().getTextContent().contains("NaN"), "NaN is shown");
        assertIsPicture("learning-curve.png");
        assertIsPicture("predicted-actual.png");
    }

    @Test
    void predictionsThatAreAllNoNumbersStillGiveAReport() throws Exception {
        double[] lost = {Double.NaN, Double.NaN};
        String page = written(Runs.regression(new TargetValues("y", new double[] {1, 2}, lost)));
        parsed(page);
        assertFalse(Files.exists(folder.resolve("predicted-actual.png")));
        assertTrue(page.contains("no numbers"));
    }

    @Test
    void aLossOverManyDecadesIsDrawn() throws Exception {
        List<Figures> epochs = IntStream.range(0, 50)
                .mapToObj(i -> new Figures(Map.of("loss", Math.pow(10, 2 - i / 8.0))))
                .toList();
        written(with(Runs.classification(CLOTHES, 100), new History(epochs, StopReason.COMPLETED, 50, 1)));
        assertIsPicture("learning-curve.png");
    }

    @Test
    void aClassWithoutHeldOutRowsHasNoShares() throws Exception {
        ClassPredictions some = new ClassPredictions(
                List.of("a", "b", "absent"), new int[] {0, 1, 1}, new double[][] {{1, 0, 0}, {0, 1, 0}, {1, 0, 0}});
        Outcome outcome = new Outcome(Map.of("accuracy", 2 / 3.0), "accuracy", some, List.of());
        RunSummary run = Runs.classification(List.of("a", "b", "absent"), 20);
        String page = written(Runs.with(run, outcome));
        parsed(page);
        assertTrue(
                page.contains("<th>absent</th><td class=\"n\">0</td><td class=\"n\"><span title=\"no such rows\">–"));
        assertIsPicture("roc-curve.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 26, 60})
    void anyNumberOfClassesIsDrawn(int count) throws Exception {
        List<String> names = IntStream.range(0, count)
                .mapToObj(i -> "class with a rather long name " + i)
                .toList();
        String page = written(Runs.classification(names, 40 * count));
        parsed(page);
        assertIsPicture("confusion-matrix.png");
        assertIsPicture("roc-curve.png");
        assertEquals(count > 10, page.contains("easiest and hardest"));
    }

    @Test
    void heldOutRowsOfOneClassHaveNoCurves() throws Exception {
        ClassPredictions one =
                new ClassPredictions(List.of("a", "b"), new int[] {0, 0}, new double[][] {{1, 0}, {0.2, 0.8}});
        Outcome outcome = new Outcome(Map.of("accuracy", 0.5), "accuracy", one, List.of());
        parsed(written(Runs.with(Runs.classification(List.of("a", "b"), 20), outcome)));
        assertFalse(Files.exists(folder.resolve("roc-curve.png")));
        assertIsPicture("confusion-matrix.png");
    }

    @Test
    void imagesHaveNoColumns() throws Exception {
        RunSummary run = Runs.classification(CLOTHES, 100);
        DataProfile images =
                DataProfile.ofImages("28 × 28", run.data().rows(), run.data().classes());
        String page = written(new RunSummary(
                run.title(),
                run.when(),
                run.spec(),
                images,
                run.history(),
                run.outcome(),
                run.model(),
                run.machine(),
                run.timing(),
                List.of(),
                List.of(),
                List.of()));
        parsed(page);
        assertTrue(page.contains("Predicts the class from images of 28 × 28 pixels"));
        assertFalse(page.contains("To look at"), "a box without warnings");
    }

    @Test
    void aMachineThatCannotDrawGivesAReportThatSaysSo() throws Exception {
        RunSummary run = Runs.classification(CLOTHES, 100);
        for (Throwable fault : List.of(
                new AWTError("no screen"),
                new NoClassDefFoundError("sun.awt.X11FontManager"),
                new UnsatisfiedLinkError("libfreetype.so.6"),
                new InternalError("no fonts"),
                new IllegalStateException("Fontconfig head is null"))) {
            List<Drawing> drawings = List.of(
                    new Drawing("roc-curve.png", "", () -> {
                        throw unchecked(fault);
                    }),
                    new Drawing("residuals.png", "", () -> new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB)));
            List<String> notices = Report.write(run, folder, drawings);
            String page = Files.readString(folder.resolve(Report.FILE));
            parsed(page);
            assertEquals(1, notices.size());
            assertTrue(
                    notices.get(0).contains("roc-curve.png") && notices.get(0).contains(fault.getMessage()));
            assertTrue(page.contains("roc-curve.png could not be drawn on this machine"));
            assertTrue(Files.exists(folder.resolve("residuals.png")), "the others are drawn");
        }
    }

    private static RuntimeException unchecked(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        return (RuntimeException) fault;
    }
}
