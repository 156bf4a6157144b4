package dev.hebb.experiment.spec;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes texts that have line breaks or characters that do not print in double quotes with escapes; the library's own would be base64 for some. */
final class TextRepresenter extends Representer {
    private static final Pattern PRINTS = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]*");

    TextRepresenter(DumperOptions options) {
        super(options);
        representers.put(String.class, TextRepresenter.this::text);
    }

    private Node text(Object data) {
        String text = (String) data;
        ScalarStyle style = PRINTS.matcher(text).matches() ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
        return representScalar(Tag.STR, text, style);
    }
}
