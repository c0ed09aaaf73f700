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
        return numbers(path)
                .filter(numbers -> numbers.getFirst() < relations.size())
                .flatMap(numbers -> address(relations.get(numbers.getFirst()), numbers.getLast()));
    }

    private static Optional<String> address(FileRelation relation, int file) {
        return file < relation.files().size()
                ? Optional.of(relation.files().get(file).object().address().toString())
                : Optional.empty();
    }

    /// Of the relation and of its file; empty for another path.
    static Optional<List<Integer>> numbers(String path) {
        Matcher numbers = PATH.matcher(path);
        return numbers.matches()
                ? Optional.of(
                        List.of(
                                Integer.parseInt(numbers.group(1)),
                                Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }
}
