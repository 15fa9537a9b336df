"""Who the facts are attributed to, case by case."""

import pytest

from streams.stages.source import sources

CASES = [
    ("Brekke said it rained.", [("Brekke", "Brekke", True)]),
    ("It rained, the port authority said on Monday.", [("port authority", "the port authority", False)]),
    ("It rained, according to a report from Coast News.", [("Coast News", "a report from Coast News", True)]),
    ("Citing two people with knowledge of the plan, Coast News reported that it rained.",
     [("two people with knowledge of the plan", "two people with knowledge of the plan", False),
      ("Coast News", "Coast News", True)]),
    ("It rained, per the report.", [("report", "the report", False)]),
    ("“It rained,” said Jon Brekke, a former pilot.", [("Jon Brekke", "Jon Brekke, a former pilot", True)]),
    ("A new report from Coast News and Fjord sheds light on it.",
     [("Coast News", "A new report from Coast News and Fjord", True)]),
    ("“It rained,” said Jon Brekke, who was there.",
     [("Jon Brekke", "Jon Brekke, who was there", True)]),
    ("Jon Brekke, 61, the pilot of a ferry, said it rained.",
     [("Jon Brekke", "Jon Brekke, 61, the pilot of a ferry", True)]),
    ("Jon Brekke, a pilot from Oddhavn, Norway, said it rained.",
     [("Jon Brekke", "Jon Brekke, a pilot from Oddhavn, Norway", True)]),
    ("“It rained,” said another pilot, Jon Brekke.",
     [("another pilot", "another pilot, Jon Brekke", False)]),
    ("It rained, said two people briefed on the plan.",
     [("two people briefed on the plan", "two people briefed on the plan", False)]),
    ("The plan was criticized by the port authority.", [("port authority", "the port authority", False)]),
    ("Pilots welcomed the plan.", [("Pilots", "Pilots", False)]),
    ("It rained, according to a poll taken last week.", [("poll taken last week", "a poll taken last week", False)]),
    ("It rained, according to a count by Coast News.", [("Coast News", "a count by Coast News", True)]),
    ("According to the port authority, the ferry that sank was old.",
     [("port authority", "the port authority", False)]),
    ("Vale said the pilots praised the plan.", [("Vale", "Vale", True)]),
    ("Coast News reported that the pilots said it rained.",
     [("Coast News", "Coast News", True), ("pilots", "the pilots", False)]),
    ("Warning of delays, the port shut its gates.", [("port", "the port", False)]),
    ("The pilots heard Brekke’s claim that it rained.", [("Brekke", "Brekke", True)]),
    ("“It rained,” said Jon Brekke, Oddhavn’s oldest pilot.",
     [("Jon Brekke", "Jon Brekke, Oddhavn’s oldest pilot", True)]),
    ("“It rained,” said Jon Brekke, a pilot from Duluth, Minn.",
     [("Jon Brekke", "Jon Brekke, a pilot from Duluth, Minn.", True)]),
    ("“It rained,” said Jon Brekke, head of the pilots when the port was shut.",
     [("Jon Brekke", "Jon Brekke, head of the pilots when the port was shut", True)]),
    ("“It rained,” said Jon Brekke, author of “The Ferry,” a novel.",
     [("Jon Brekke", "Jon Brekke, author of “The Ferry,” a novel", True)]),
    ("Brekke, who was there, said it rained.", [("Brekke", "Brekke", True)]),
    ("“It rained,” said a pilot who spoke on condition of anonymity.", [("pilot", "a pilot", False)]),
    ("“It rained,” said a pilot who had sold the ferry.",
     [("pilot who had sold the ferry", "a pilot who had sold the ferry", False)]),
    ("One retired pilot, Emily Brekke, says it rained.",
     [("One retired pilot", "One retired pilot, Emily Brekke", False)]),
    ("The Coast Times reported that it rained.", [("Coast Times", "The Coast Times", True)]),
    ("It rained, records filed on Monday showed.", [("records filed on Monday", "records filed on Monday", False)]),
    ("It rained, according to a study last year by economists Jon Brekke and Ada Vale.",
     [("Ada Vale", "a study last year by economists Jon Brekke and Ada Vale", True)]),
    ("It rained, according to a poll of 400 registered voters.",
     [("poll of 400 registered voters", "a poll of 400 registered voters", False)]),
    ("One in five say it rained. Another says it snowed.",
     [("One in five", "One in five", False), ("Another", "Another", False)]),
    ("And both vowed to wait.", [("both", "both", False)]),
    ("The poll has, however, revealed that it rained.", [("poll", "The poll", False)]),
    ("Her remarks suggest that it rained.", [("Her", "Her", False)]),
    ("Crowds marched through the port, demanding that it rain.", [("Crowds", "Crowds", False)]),
    ("The mayor is confident that it rained.", [("mayor", "The mayor", False)]),
    ("Brekke was rather critical of the plan.", [("Brekke", "Brekke", True)]),
    ("The plan drew criticism from Ada Vale.", [("Ada Vale", "Ada Vale", True)]),
    ("In a Coast News poll, half the pilots were men.", [("Coast News poll", "a Coast News poll", False)]),
    ("Jon Brekke: It rained all week.", [("Jon Brekke", "Jon Brekke", True)]),
    ("Brekke said that the pilots want to wait.", [("Brekke", "Brekke", True)]),
    ("It is in a report issued in May.", []),
    ("They joined a band called Tern.", []),
    ("It lost in states that voted early.", []),
    ("Despite Mr. Brekke’s claims that it rained, the port was dry.", [("Mr. Brekke", "Mr. Brekke", True)]),
    ("Brekke reported from Oddhavn.", []),
    ("Hundreds showed up in the rain.", []),
    ("It raised the fare, citing the weather.", []),
    ("Volatility adds one more wild card.", []),
    ("They discuss the plan.", []),
    ("It costs $20 per month.", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_source_is_found_with_its_words(text: str, expected: list[tuple[str, str, bool]]) -> None:
    """Speakers, reports and unnamed people."""
    mentions = [
        ("organisation", found, found + len("Coast News"), "Coast News")
        for found in [text.find("Coast News")]
        if found >= 0
    ]
    found = sources(text, mentions)
    assert [(source.name, text[source.start : source.end], source.named) for source in found] == expected


def test_a_known_name_is_given_in_full() -> None:
    """The words point at what stands there."""
    text = "The FT reported that it rained."
    (source,) = sources(text, [("organisation", 4, 6, "Financial Times")])
    assert (source.name, text[source.start : source.end], source.named) == ("Financial Times", "The FT", True)
