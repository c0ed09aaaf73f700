package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.storage.object.ObjectStoreException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class XmlElementTest {
    @Test
    void readsElementsWhateverTheirNamespace() {
        XmlElement root =
                parse(
                        "<?xml version='1.0'?><!-- c --><Delete xmlns='http://x/'><Object><Key>a"
                                + "&lt;b</Key></Object><Quiet>true</Quiet></Delete>");
        assertThat(root.all("Object")).hasSize(1);
        assertThat(root.all("Object").getFirst().childText("Key")).isEqualTo("a<b");
        assertThat(root.childText("Quiet")).isEqualTo("true");
        assertThat(root.childText("Missing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<Delete>",
                "<Other/>",
                "<Delete/><Delete/>",
                "<!DOCTYPE Delete><Delete/>",
                "<!DOCTYPE Delete [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Delete>&e;</Delete>",
                "<Delete>&unknown;</Delete>",
                "<Delete><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a>"
                    + "</a></a></a></a></a></a></a></a></a></a></a></a></Delete>"
            })
    void refusesWhatIsNoDocumentOfTheKindAsked(String document) {
        assertThatThrownBy(() -> parse(document))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.code()).isEqualTo("MalformedXML"));
    }

    private static XmlElement parse(String document) {
        return XmlElement.parse(document.getBytes(StandardCharsets.UTF_8), "Delete");
    }
}
