"""What people say, who says it, and the cue, case by case."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.quote import quotes
from streams.stages.speech.hearing import hear
from streams.stages.speech.marks import regions

DIRECT = [
    ("“We have waited,” harbour master Ingrid Vale said.", "We have waited,", "Ingrid Vale", "said"),
    ('"We have waited," said Ingrid Vale.', "We have waited,", "Ingrid Vale", "said"),
    ("Vale said, “We have waited.”", "We have waited.", "Vale", "said"),
    ("Vale wrote: “We expect more.”", "We expect more.", "Vale", "wrote"),
    ("“They don’t want it! ” Vale posted on the site.", "They don’t want it!", "Vale", "posted"),
    ("“It sails! ” Vale posted on Fjordbook.", "It sails!", "Vale", "posted on Fjordbook"),
    ("Vale told reporters: “We have waited eight years.”", "We have waited eight years.", "Vale", "told"),
    ("“It works,” Jon Brekke, the port's engineer, said on Monday.", "It works,", "Jon Brekke", "said"),
    ("``It works,'' said Jon Brekke.", "It works,", "Jon Brekke", "said"),
    ("According to Jon Brekke, “it works as it should”.", "it works as it should", "Jon Brekke", "According to"),
    ("Brekke called the plan “a leap in the dark”.", "a leap in the dark", "Brekke", "called"),
    ("The port, Brekke said, could “grow beyond all measure” soon.", "grow beyond all measure", "Brekke", "said"),
    (
        "A port spokesperson told the paper: “We are looking into it.”",
        "We are looking into it.",
        "port spokesperson",
        "told",
    ),
    ("Brekke laughed and said, “Never in my life.”", "Never in my life.", "Brekke", "said"),
    ("‘We’ve waited for eight years,’ said Ingrid Vale.", "We’ve waited for eight years,", "Ingrid Vale", "said"),
    ("'It's the town's, not the pilots' alone,' Vale said.", "It's the town's, not the pilots' alone,", "Vale", "said"),
    ("‘He said “never” and left,’ Vale said.", "He said “never” and left,", "Vale", "said"),
    ("“He said ‘never’ and left,” Vale said.", "He said ‘never’ and left,", "Vale", "said"),
    ("``He said `never','' Vale said.", "He said `never',", "Vale", "said"),
    ("A banner read: “No more boats.”", "No more boats.", "banner", "read"),
    ("Vale refused to call it “a leap in the dark”.", "a leap in the dark", "Vale", "call"),
]


@pytest.mark.parametrize(("text", "words", "speaker", "cue"), DIRECT)
def test_direct_speech_has_its_speaker_and_cue(text: str, words: str, speaker: str, cue: str) -> None:
    """Before, behind and around the words, in all kinds of marks."""
    found = [quote for quote in quotes(text, []) if quote.direct]
    assert [(quote.text, quote.speaker, quote.cue) for quote in found] == [(words, speaker, cue)]
    (quote,) = found
    assert text[quote.start : quote.end] == words
    assert text[quote.speaker_start : quote.speaker_end] == speaker


INDIRECT = [
    ("Brekke said the boats would run all night.", "the boats would run all night", "Brekke", "said"),
    ("Brekke said on Monday that the boats would run.", "that the boats would run", "Brekke", "said"),
    ("The boats will run all night, Brekke said.", "The boats will run all night", "Brekke", "said"),
    ("The boats will run, according to the port authority.", "The boats will run", "port authority", "according to"),
    ("Officials say prices are up.", "prices are up", "Officials", "say"),
    ("Brekke warned that the pier was weak.", "that the pier was weak", "Brekke", "warned"),
    ("The ministry did not say whether it would pay.", "whether it would pay", "ministry", "say"),
    ("Analysts project that sales will double.", "that sales will double", "Analysts", "project"),
    ("Brekke told the council that the pier was weak.", "that the pier was weak", "Brekke", "told"),
    ("The company vowed to rebuild the pier.", "to rebuild the pier", "company", "vowed"),
    ("Half of the boats are late, per the report.", "Half of the boats are late", "report", "per"),
    ("When Vale asked whether it rained, Brekke laughed.", "whether it rained", "Vale", "asked"),
    ("Vale, who claimed that the pier was weak, left.", "that the pier was weak", "Vale", "claimed"),
    ("As Coast News reported on Monday, the pier was weak.", "the pier was weak", "Coast News", "reported"),
    ("The pier was weak, as Coast News noted in May.", "The pier was weak", "Coast News", "noted"),
    ("Still, the pier was weak, the harbour master said.", "the pier was weak", "harbour master", "said"),
    ("A majority of the pilots say the pier is weak.", "the pier is weak", "majority of the pilots", "say"),
    ("The pilots heard Vale’s harsh warning that the pier was weak.", "that the pier was weak", "Vale", "warning"),
    ("The pier must go, Vale said as the boats came in.", "The pier must go", "Vale", "said"),
    ("Vale did not say when the pier would go.", "when the pier would go", "Vale", "say"),
    ("Vale denied having seen the pier.", "having seen the pier", "Vale", "denied"),
    ("Vale asked the pilots not to wait.", "not to wait", "Vale", "asked"),
    ("Vale wants all pilots to wait.", "all pilots to wait", "Vale", "wants"),
    ("With pilots arguing that the pier is weak, the port shut.", "that the pier is weak", "pilots", "arguing"),
]


@pytest.mark.parametrize(("text", "words", "speaker", "cue"), INDIRECT)
def test_indirect_speech_has_its_speaker_and_cue(text: str, words: str, speaker: str, cue: str) -> None:
    """Clauses with and without "that", in front of the verb and behind it."""
    assert [(quote.text, quote.speaker, quote.cue, quote.direct) for quote in quotes(text, [])] == [
        (words, speaker, cue, False)
    ]


def test_an_inserted_speaker_parts_what_is_said() -> None:
    """Both parts are the speaker's."""
    found = quotes("The new pier, pilots said, could hold ten boats.", [])
    assert [(quote.text, quote.speaker) for quote in found] == [
        ("The new pier", "pilots"),
        ("could hold ten boats", "pilots"),
    ]


def test_what_was_said_ends_where_its_speaker_goes_on() -> None:
    """A verb joined on has the same subject, and words of its own."""
    found = quotes("Vale said that the pier was weak, but warned that time was short.", [])
    assert [(quote.text, quote.cue) for quote in found] == [
        ("that the pier was weak", "said"),
        ("that time was short", "warned"),
    ]


def test_what_speakers_say_of_themselves_is_within_their_words() -> None:
    """A pronoun inside is no second quote."""
    (quote,) = quotes("Vale said she thought that the pier was weak.", [])
    assert quote.text == "she thought that the pier was weak"


def test_who_is_the_person_before_it() -> None:
    """The offsets are those of the word, the name is the person's."""
    text = "Brekke met Ingrid Vale, who said that it rained."
    (quote,) = quotes(text, [("person", 0, 6, "Jon Brekke"), ("person", 11, 22, "Ingrid Vale")])
    assert (quote.speaker, text[quote.speaker_start : quote.speaker_end]) == ("Ingrid Vale", "who")


def test_only_who_spoke_goes_on_in_a_quotation_alone() -> None:
    """What somebody wanted or heard was not spoken."""
    wanted = quotes("Vale wanted to go. Brekke left.\n“It is time to go.”", [])
    assert [quote.speaker for quote in wanted] == ["Vale", ""]
    said = quotes("Vale said it rained.\n“It did.”", [])
    assert [quote.speaker for quote in said] == ["Vale", "Vale"]


NONE = [
    "She was known as “the mayor of the docks”.",
    "The words “all boats must wait” are gone.",
    "Vale (“the boss of it all”) left.",
    "In “Pilots at Sea,” a film by Jon Brekke, boats sink.",
    "Brekke’s essay, “Why Boats Matter More Than Ever to All of Us,” won a prize.",
    "The so-called ‘experts’ were wrong.",
    "The pilots' boats and the port's pier were new.",
    "Rock 'n' roll was big in the '90s.",
    "Der Film „Das Boot“ von Ingrid Vale.",
    "The screen is 27\" wide and the box 5' long.",
    "The report on the boats was long.",
    "A strong jobs report has cleared the way.",
    "The State Department moved to the north.",
    "He likes the so-called “pivot” most.",
    "It plays “Night Boats” twice a day.",
    "He reads and writes.",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_nobody_says_is_no_quote(text: str) -> None:
    """Nouns that look like verbs, titles, and words held at arm's length."""
    assert quotes(text, []) == []


def test_a_pronoun_is_the_person_who_spoke_last() -> None:
    """The words point at the pronoun, the name is that of the person."""
    text = "Ingrid Vale runs the port. “We waited,” Vale said. “It was hard,” she added."
    mentions = [("person", 0, 11, "Ingrid Vale"), ("person", 40, 44, "Ingrid Vale")]
    first, second = quotes(text, mentions)
    assert (first.speaker, second.speaker) == ("Ingrid Vale", "Ingrid Vale")
    assert text[second.speaker_start : second.speaker_end] == "she"


def test_a_pronoun_skips_who_it_cannot_mean() -> None:
    """Given names tell; who is neither is taken as meant."""
    text = "Ingrid Vale met Kevin Brekke. “We agreed,” Brekke said. “We waited,” she added."
    mentions = [
        ("person", 0, 11, "Ingrid Vale"),
        ("person", 16, 28, "Kevin Brekke"),
        ("person", 43, 49, "Kevin Brekke"),
    ]
    assert [quote.speaker for quote in quotes(text, mentions)] == ["Kevin Brekke", "Ingrid Vale"]


def test_a_quotation_goes_on_with_its_speaker() -> None:
    """In the same paragraph, in the next one, and after a colon that ends one."""
    text = "“One,” Vale said. “Two is more than one.”\n“Three.”\nBrekke said:\n“Four, and five.”"
    assert [(quote.text, quote.speaker) for quote in quotes(text, [])] == [
        ("One,", "Vale"),
        ("Two is more than one.", "Vale"),
        ("Three.", "Vale"),
        ("Four, and five.", "Brekke"),
    ]


def test_a_quotation_over_paragraphs_is_opened_again_in_each() -> None:
    """Only the last paragraph closes it."""
    text = "Vale said: “One.\n“Two.\n“Three.” It rained."
    assert [(quote.text, quote.speaker) for quote in quotes(text, [])] == [
        ("One.", "Vale"),
        ("Two.", "Vale"),
        ("Three.", "Vale"),
    ]


def test_the_speaker_named_at_the_end_speaks_in_all_paragraphs() -> None:
    """Whatever the marks."""
    for text in (
        "“One.\n“Two,” Vale said.",
        '"One.\n\n"Two," Vale said.',
        "'One.\n'Two,' Vale said.",
    ):
        assert [(quote.text, quote.speaker) for quote in quotes(text, [])] == [("One.", "Vale"), ("Two,", "Vale")]


def test_both_parts_of_a_parted_quotation_are_found() -> None:
    """With the comma outside, as the British write it."""
    found = quotes("“We waited”, Vale said, “for eight years.”", [])
    assert [(quote.text, quote.speaker) for quote in found] == [("We waited", "Vale"), ("for eight years.", "Vale")]


FOREIGN = [
    ("„Wir haben gewartet“, sagte Ingrid Vale.", "Wir haben gewartet", "sagte"),
    ("»Vi venter«, sagde Ingrid Vale i går.", "Vi venter", "sagde"),
    ("« Nous avons attendu », a déclaré Ingrid Vale.", "Nous avons attendu", "a déclaré"),
    ("Ingrid Vale a dit : « Nous avons attendu. »", "Nous avons attendu.", ":"),
    ("‚Wir warten‘, sagte Ingrid Vale.", "Wir warten", "sagte"),
]


@pytest.mark.parametrize(("text", "words", "cue"), FOREIGN)
def test_a_name_beside_foreign_marks_speaks(text: str, words: str, cue: str) -> None:
    """No verb of the language is known: marks, a comma or colon, and a name tell."""
    start = text.index("Ingrid Vale")
    (quote,) = quotes(text, [("person", start, start + len("Ingrid Vale"), "Ingrid Vale")])
    assert (quote.text, quote.speaker, quote.cue) == (words, "Ingrid Vale", cue)


MARKS = [
    ("‘a’ and ‘b’", ["a", "b"]),
    ("it’s the pilots’ boat", []),
    ("'’tis", []),
    ("「はい」と言った", ["はい"]),
    ("“a “b” c”", ["a “b” c"]),
    ('"a" and "b"', ["a", "b"]),
    ("„ja“ und «oui»", ["ja", "oui"]),
    ("“never closed", []),
    ("“ a ”", ["a"]),
    ("it's 5' 2\" tall", []),
    ("””””", []),
    ("“”", []),
]


@pytest.mark.parametrize(("text", "inside"), MARKS)
def test_marks_pair_up(text: str, inside: list[str]) -> None:
    """Nested, in other languages, unbalanced, and empty."""
    assert [text[region.start : region.end] for region in regions(text)] == inside


PIECES = st.sampled_from(
    ["“", "”", "‘", "’", "'", '"', "„", "«", "»", "''", " ", "\n", "Vale", " said", ",", ".", "who", "s"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_all_offsets_hold_their_text(text: str) -> None:
    """Whatever the marks do: quotations lie apart, and each offset holds what it says."""
    found = regions(text)
    assert all(one.outer <= one.start < one.end <= one.outer_end for one in found)
    assert all(before.outer_end <= after.outer for before, after in pairwise(found))
    for quote in quotes(text, []):
        assert text[quote.start : quote.end] == quote.text
        assert quote.speaker_start is None or text[quote.speaker_start : quote.speaker_end]


def test_a_text_heard_before_gives_the_same() -> None:
    """Reading once for several readers changes nothing."""
    text = "“We waited,” Vale said. Brekke said it rained."
    assert quotes(text, [], hear(text)) == quotes(text, [])
