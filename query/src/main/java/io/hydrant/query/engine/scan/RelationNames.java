package io.hydrant.query.engine.scan;

import io.hydrant.query.engine.FileNames;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the files of a statement's relations are called by their owners.
record RelationNames(List<FileRelation> relations) implements FileNames {
    private static final Pattern PATH =
            Pattern.compile("t(\\d{1,9})/(?:.*[/@])?f(\\d{1,9})\\.parquet");

    @Override
    public Optional<String> addressOf(String path) {
        Matcher numbers = PATH.matcher(path);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        int relation = Integer.parseInt(numbers.group(1));
        int file = Integer.parseInt(numbers.group(2));
        if (relation >= relations.size() || file >= relations.get(relation).files().size()) {
            return Optional.empty();
        }
        return Optional.of(relations.get(relation).files().get(file).object().address().toString());
    }
}
