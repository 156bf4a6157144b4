package dev.hebb.experiment.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the value of a key may be. The reader, the JSON schema and the reference all go by it. */
sealed interface Kind {
    /** In a few words, for people. */
    String text();

    /** As a JSON schema. */
    Map<String, Object> schema();

    /** The sections that can stand here. */
    default List<Section> sections() {
        return List.of();
    }

    private static Map<String, Object> map(String name, Object value) {
        return Map.of(name, value);
    }

    /** A name or text as it is written, also where it looks like something else: {@code 1.0}, {@code no}. */
    record Text() implements Kind {
        @Override
        public String text() {
            return "a text";
        }

        @Override
        public Map<String, Object> schema() {
            return map("type", List.of("string", "number", "boolean", "null"));
        }
    }

    /**
     * One of some names.
     *
     * @param what such as {@code a loss}, for messages
     */
    record Word(String what, List<String> names) implements Kind {
        static <E extends Enum<E>> Word of(String what, Class<E> type) {
            return new Word(what, Words.all(type));
        }

        @Override
        public String text() {
            return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        }

        @Override
        public Map<String, Object> schema() {
            return map("enum", names);
        }
    }

    /** A finite number. */
    record Real(Range range) implements Kind {
        @Override
        public String text() {
            return "a number " + range.text();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>(map("type", "number"));
            schema.putAll(range.bounds());
            return schema;
        }
    }

    /** A whole number from {@code least} to {@code most}. */
    record Whole(long least, long most) implements Kind {
        static final Whole COUNT = new Whole(1, Integer.MAX_VALUE);

        @Override
        public String text() {
            if (least == most) {
                return "`" + least + "`";
            }
            String low = least == Long.MIN_VALUE ? "" : " from " + least;
            return "a whole number" + low + (most >= Integer.MAX_VALUE ? "" : " to " + most);
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>(map("type", "integer"));
            if (least > Long.MIN_VALUE) {
                schema.put("minimum", least);
            }
            if (most < Long.MAX_VALUE) {
                schema.put("maximum", most);
            }
            return schema;
        }
    }

    /** True or false. */
    record Flag() implements Kind {
        @Override
        public String text() {
            return "`true` or `false`";
        }

        @Override
        public Map<String, Object> schema() {
            return map("type", "boolean");
        }
    }

    /** A list of {@code least} to {@code most} elements; one element may stand for itself. */
    record ListOf(Kind element, int least, int most) implements Kind {
        static ListOf any(Kind element) {
            return new ListOf(element, 0, Integer.MAX_VALUE);
        }

        @Override
        public String text() {
            return (least == most ? "a list of " + least + ", each " : "a list, each ") + element.text();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> list = new LinkedHashMap<>(map("type", "array"));
            list.put("items", element.schema());
            list.put("minItems", least);
            if (most < Integer.MAX_VALUE) {
                list.put("maxItems", most);
            }
            return least > 1 ? list : map("anyOf", List.of(list, element.schema()));
        }

        @Override
        public List<Section> sections() {
            return element.sections();
        }
    }

    /** Any names with a value each. */
    record MapOf(Kind value) implements Kind {
        @Override
        public String text() {
            return "a mapping from names, each to " + value.text();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>(map("type", "object"));
            schema.put("additionalProperties", value.schema());
            return schema;
        }

        @Override
        public List<Section> sections() {
            return value.sections();
        }
    }

    /** A mapping of its own. */
    record Sub(Section section) implements Kind {
        @Override
        public String text() {
            return "the keys of `" + section.path() + "`";
        }

        @Override
        public Map<String, Object> schema() {
            return map("$ref", "#/$defs/" + section.path());
        }

        @Override
        public List<Section> sections() {
            return List.of(section);
        }
    }

    /** Any of several kinds. */
    record Either(List<Kind> kinds) implements Kind {
        static Either of(Kind... kinds) {
            return new Either(List.of(kinds));
        }

        @Override
        public String text() {
            return kinds.stream().map(Kind::text).collect(Collectors.joining("; or "));
        }

        @Override
        public Map<String, Object> schema() {
            return map("anyOf", kinds.stream().map(Kind::schema).toList());
        }

        @Override
        public List<Section> sections() {
            return kinds.stream().flatMap(kind -> kind.sections().stream()).toList();
        }
    }

    /**
     * One of several things by name, with its settings: {@code {adam: {lr: 1}}}; the name alone where it needs none.
     *
     * @param what such as {@code an optimizer}, for messages
     */
    record Pick(String what, Map<String, Kind> kinds) implements Kind {
        String noun() {
            return what.substring(what.indexOf(' ') + 1);
        }

        /** What may stand without settings. */
        List<String> bare() {
            return kinds.entrySet().stream()
                    .filter(entry -> entry.getValue() instanceof Sub sub
                            && !sub.section().needsKeys())
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public String text() {
            return kinds.keySet().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "))
                    + (bare().equals(List.copyOf(kinds.keySet())) ? ", alone or with settings" : ", with settings");
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            kinds.forEach((name, kind) -> properties.put(name, kind.schema()));
            Map<String, Object> settings = new LinkedHashMap<>(map("type", "object"));
            settings.put("properties", properties);
            settings.put("additionalProperties", false);
            settings.put("minProperties", 1);
            settings.put("maxProperties", 1);
            return map("anyOf", List.of(map("enum", bare()), settings));
        }

        @Override
        public List<Section> sections() {
            return kinds.values().stream()
                    .flatMap(kind -> kind.sections().stream())
                    .toList();
        }
    }
}
