package dev.hebb.experiment.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment that paths of a spec may name. */
interface Variables {
    Pattern REFERENCE = Pattern.compile("\\$?\\$\\{(?<inside>[^}]*)}?");
    Pattern INSIDE = Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<otherwise>.*))?");

    /** A variable that is set. */
    Optional<String> get(String name);

    /** Those of this process. */
    static Variables ofProcess() {
        return name -> Optional.ofNullable(System.getenv(name));
    }

    /**
     * The text with {@code ${NAME}} and {@code ${NAME:-default}} replaced; <code>$${</code> stands for <code>${</code>.
     *
     * @throws SpecException for a variable that is neither set nor has a default, and for anything else in braces
     */
    default String expand(SpecNode node) {
        Matcher matcher = REFERENCE.matcher(node.text());
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String all = matcher.group();
            String value = all.startsWith("$$") ? all.substring(1) : value(matcher.group("inside"), all, node);
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(expanded).toString();
    }

    private String value(String inside, String all, SpecNode node) {
        Matcher parts = INSIDE.matcher(inside);
        if (!parts.matches() || !all.endsWith("}")) {
            throw node.wrong(
                    "${NAME} or ${NAME:-default} for a variable of the environment", "write $${ for a plain ${");
        }
        Optional<String> otherwise = Optional.ofNullable(parts.group("otherwise"));
        return get(parts.group("name"))
                .filter(value -> otherwise.isEmpty() || !value.isEmpty())
                .or(() -> otherwise)
                .orElseThrow(() -> node.wrong(
                        "a variable that is set in the environment",
                        "set " + parts.group("name") + " or write ${" + parts.group("name") + ":-default}"));
    }

    /** The text that {@link #expand} gives back unchanged. */
    static String escape(String text) {
        return text.replace("${", "$${");
    }
}
