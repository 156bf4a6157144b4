package dev.hebb.experiment.spec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML into nodes that know their lines. Only the structure: tags are not looked at and nothing is ever constructed. */
final class YamlText {
    /** The characters of a text, at most: far more than any spec has, and few enough to be read at once. */
    static final int LARGEST = 1_000_000;

    private final boolean hasLines;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlText(Place root) {
        this.hasLines = root.line() > 0;
    }

    /**
     * @param root where the text comes from; line 0 for a text without lines of its own
     * @throws SpecException for anything that is not one YAML document without aliases and with every key once
     */
    static SpecNode parse(String text, Place root) {
        if (text.length() > LARGEST) {
            throw tooLarge(text.length(), root.toString());
        }
        Node node;
        try {
            node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            Place place = new Place("", root.source(), root.line() > 0 ? line : 0);
            throw new SpecException("expected YAML but got a mistake at " + place + ": " + e.getProblem()
                    + "; check indentation, brackets and quotes");
        } catch (YAMLException e) {
            throw new SpecException("expected YAML but got a mistake at " + root + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return node == null ? new SpecScalar(root, "", false) : new YamlText(root).node(node, root);
    }

    static SpecException tooLarge(long got, String where) {
        return new SpecException("expected a spec of at most " + LARGEST + " characters but got " + got + " at " + where
                + "; if it is the data, give a spec that names it");
    }

    private int line(Node node) {
        return hasLines ? node.getStartMark().getLine() + 1 : 0;
    }

    private SpecNode node(Node node, Place place) {
        if (!seen.add(node)) {
            throw new SpecException("expected every value written out but got an alias (*name) at " + place
                    + "; write the value again");
        }
        if (node instanceof ScalarNode scalar) {
            return new SpecScalar(place, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
        }
        if (node instanceof SequenceNode sequence) {
            List<SpecNode> elements = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                elements.add(node(element, place.element(elements.size(), line(element))));
            }
            return new SpecList(place, elements);
        }
        if (node instanceof MappingNode mapping) {
            return map(mapping, place);
        }
        throw new AssertionError(node);
    }

    private SpecMap map(MappingNode mapping, Place place) {
        Map<String, SpecNode> values = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new SpecException("expected a name as key but got a list or mapping at "
                        + place.child("?", line(entry.getKeyNode())));
            }
            Place at = place.child(key.getValue(), line(key));
            SpecNode earlier = values.put(key.getValue(), node(entry.getValueNode(), at));
            if (earlier != null) {
                String first = earlier.place().line() > 0
                        ? ", the first in line " + earlier.place().line()
                        : "";
                throw new SpecException("expected every key once but got '" + Names.brief(key.getValue())
                        + "' twice at " + at + first + "; take one of them out");
            }
        }
        return new SpecMap(place, values);
    }

    /** The place of the whole text of a file. */
    static Place top(String source) {
        return new Place("", source, 1);
    }
}
