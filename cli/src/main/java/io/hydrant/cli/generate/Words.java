package io.hydrant.cli.generate;

import java.util.List;

/// Lists to draw from. They hold ASCII without quotes and backslashes, as JSON has it in strings.
final class Words {
    static final List<String> FIRST_NAMES =
            words(
                    "Ada Alan Amira Anna Barbara Carlos Chen Dana Diego Edith Elena Emil Farah"
                        + " Grace Hana Hedy Hugo Ines Ivan Jamal Jana John Jose Karen Katherine"
                        + " Kofi Lars Leila Linus Lucia Maria Mei Mary Miguel Mina Nadia Niklas"
                        + " Nora Olga Omar Paul Petra Priya Radia Rosa Sam Sofia Tariq Tim Tom Vera"
                        + " Viktor Yuki Zoe");

    static final List<String> LAST_NAMES =
            words(
                    "Abbas Andersson Baker Bauer Brown Chen Costa Davis Diaz Fischer Garcia Gupta"
                        + " Hansen Hernandez Hoffmann Ito Ivanova Jansen Jones Kaya Khan Kim"
                        + " Kowalski Lee Lopez Martin Meyer Miller Moreau Mueller Nakamura Nguyen"
                        + " Novak Okafor Oliveira Patel Perez Petrov Rossi Santos Schmidt Silva"
                        + " Singh Smith Tanaka Taylor Torres Wagner Wang Weber Williams Wilson"
                        + " Yilmaz Zhang");

    static final List<String> WORDS =
            words(
                    "amber anchor apple arrow autumn basket beacon berry bridge bright candle"
                        + " canyon carbon castle cedar circle cloud cobalt copper coral cotton"
                        + " crystal dawn delta desert dune eagle echo ember falcon feather field"
                        + " flame forest fox garden glacier golden granite harbor hazel horizon"
                        + " island ivory jade lantern leaf lemon light lilac linen maple marble"
                        + " meadow mirror mist moon mountain nickel north oak ocean olive orchid"
                        + " otter paper pearl pebble pepper pine planet plum prairie quartz quiet"
                        + " rain raven reef ribbon river robin saffron sage sand shadow silver sky"
                        + " slate snow spring star stone storm summer sunset thunder tide timber"
                        + " topaz valley velvet violet water wave willow winter wolf wood zephyr");

    static final List<String> CITIES =
            List.of(
                    "Amsterdam",
                    "Athens",
                    "Berlin",
                    "Bogota",
                    "Boston",
                    "Cairo",
                    "Chennai",
                    "Dakar",
                    "Dublin",
                    "Hamburg",
                    "Helsinki",
                    "Istanbul",
                    "Jakarta",
                    "Kyoto",
                    "Lagos",
                    "Lima",
                    "Lisbon",
                    "London",
                    "Madrid",
                    "Melbourne",
                    "Mexico City",
                    "Milan",
                    "Montreal",
                    "Mumbai",
                    "Nairobi",
                    "New York",
                    "Osaka",
                    "Oslo",
                    "Paris",
                    "Prague",
                    "Quito",
                    "Rome",
                    "San Francisco",
                    "Santiago",
                    "Sao Paulo",
                    "Seoul",
                    "Singapore",
                    "Stockholm",
                    "Sydney",
                    "Taipei",
                    "Tokyo",
                    "Toronto",
                    "Vienna",
                    "Warsaw");

    static final List<String> COUNTRY_CODES =
            words(
                    "AR AT AU BE BR CA CH CL CN CO CZ DE DK EG ES FI FR GB GR HU ID IE IN IT JP KE"
                            + " KR MX NG NL NO NZ PE PL PT RO SE SG TH TR UA US VN ZA");

    static final List<String> USER_AGENTS =
            List.of(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
                            + " Gecko) Chrome/138.0.0.0 Safari/537.36",
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML,"
                            + " like Gecko) Version/18.5 Safari/605.1.15",
                    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
                            + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like"
                            + " Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
                    "curl/8.14.1");

    /// As often as they come.
    static final List<String> HTTP_STATUSES =
            words(
                    "200 200 200 200 200 200 200 200 200 200 201 204 301 302 304 304 400 401 403"
                            + " 404 404 429 500 503");

    private Words() {}

    private static List<String> words(String blanksBetween) {
        return List.of(blanksBetween.split(" "));
    }
}
