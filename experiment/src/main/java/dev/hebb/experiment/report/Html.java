package dev.hebb.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A piece of a page. Every text and attribute is escaped where it is written, and the markup is XML as well as HTML. */
interface Html {
    void writeTo(StringBuilder out);

    /** Text as it is to be read. */
    static Html text(String text) {
        return out -> escape(text, out);
    }

    static Element element(String name, Html... content) {
        return new Element(name, Map.of(), Arrays.asList(content));
    }

    static Element element(String name, String text) {
        return element(name, text(text));
    }

    /** Pieces one after another. */
    static Html all(List<? extends Html> pieces) {
        List<Html> copy = List.copyOf(pieces);
        return out -> copy.forEach(piece -> piece.writeTo(out));
    }

    static Html all(Html... pieces) {
        return all(Arrays.asList(pieces));
    }

    /** Nothing. */
    static Html none() {
        return out -> {};
    }

    /** A style sheet of this package's own; it has no character that needs escaping. */
    static Html style(String sheet) {
        return out -> out.append("<style>").append(sheet).append("</style>\n");
    }

    /** {@code <name attribute="value">content</name>}. */
    record Element(String name, Map<String, String> attributes, List<Html> content) implements Html {
        private static final Set<String> WITHOUT_CONTENT = Set.of("meta", "img", "br", "col");
        private static final Set<String> BLOCKS =
                Set.of("head", "body", "main", "section", "table", "thead", "tbody", "tr", "p", "h1", "h2", "h3", "li");

        public Element {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            content = List.copyOf(content);
        }

        Element with(String attribute, String value) {
            Map<String, String> all = new LinkedHashMap<>(attributes);
            all.put(attribute, value);
            return new Element(name, all, content);
        }

        Element add(Html... more) {
            List<Html> all = new ArrayList<>(content);
            all.addAll(Arrays.asList(more));
            return new Element(name, attributes, all);
        }

        @Override
        public void writeTo(StringBuilder out) {
            out.append('<').append(name);
            attributes.forEach((attribute, value) -> {
                out.append(' ').append(attribute).append("=\"");
                escape(value, out);
                out.append('"');
            });
            if (WITHOUT_CONTENT.contains(name)) {
                out.append("/>");
                return;
            }
            out.append('>');
            content.forEach(piece -> piece.writeTo(out));
            out.append("</").append(name).append('>');
            if (BLOCKS.contains(name)) {
                out.append('\n');
            }
        }
    }

    private static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isAllowed(c) ? c : REPLACEMENT);
            }
        });
    }

    /** What stands for a character that no page may hold. */
    int REPLACEMENT = 0xFFFD;

    private static boolean isAllowed(int c) {
        boolean isControl = c < ' ' && c != '\n' && c != '\t' && c != '\r' || c >= 0x7F && c < 0xA0;
        boolean isHalfOfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !isControl && !isHalfOfPair && (c & 0xFFFE) != 0xFFFE;
    }
}
