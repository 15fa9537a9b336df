"""Genres by their form, on texts of our own."""

import pytest

from streams.stages.genre import genres


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        ("Opinion: The bridge can wait", "We have waited for a bridge for thirty years.", "Opinion"),
        ("Why the bridge vote matters | Analysis", "The vote will change the town.", "Analysis"),
        ("Review: A quiet film about a loud town", "The film opens in rain.", "Review"),
        ("Interview: Ada Brook on bridges", "She came by boat.", "Interview"),
        ("Ada Brook speaks", "Q: Why?\nA: Because.\nQ: When?\nA: Soon.\nQ: Where?\nA: Here.", "Interview"),
        ("Bridge builder Ada Brook dies aged 91", "She built four bridges.", "Obituary"),
        ("Ada Brook", "Ada Brook, who built four bridges, has died at home at the age of 91.", "Obituary"),
        ("Norlund opens plant", "WEXCOMBE, 3 May /PRNewswire/ -- Norlund Foods today opened a plant.", "Press Release"),
        ("Cup results", "Harwick 3-2 Ellery\nOldhall 0-0 Wexcombe\nNorth 1-4 South\nEast 2-2 West\nUp 5-1 Down",
         "Results Listings and Statistics"),
        ("Factbox: the bridge", "Length: 300 metres.", "Listing of facts"),
        ("Storm live: latest updates", "08:15 Wind\n08:40 Trees fall\n09:05 Roads shut\n09:30 Calm", "Live blog"),
        ("Stocks close higher as banks gain", "Shares rose.", "Market report"),
    ],
)  # fmt: skip
def test_tells_a_genre_where_its_form_is_clear(title: str, text: str, name: str) -> None:
    """A label of the desk, or a form that only this genre has."""
    assert name in [genre["name"] for genre in genres(title, text)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Council votes on bridge", "The council voted on the bridge on Monday. The mayor was pleased."),
        ("Opinion polls show a close race", "Two polls put the parties level."),
        ("Cup on television", "10:00-12:00 Heats\n12:15-14:00 Heats\n14:30-16:00 Finals\n16:30-17:00 Medals"),
        ("Term money", "0930 One month\n9.30 4.25\n10.15 4.50\n11.30 4.75\n12.45 5.00"),
        ("Man dies in fire", "A man died in a fire on Monday, police said."),
        ("", ""),
    ],
)
def test_says_nothing_of_plain_news(title: str, text: str) -> None:
    """No genre is better than a wrong one."""
    assert genres(title, text) == []


def test_uses_iptcs_codes_where_there_are() -> None:
    """A ninjs genre has IPTC's URI, or a literal where IPTC has no code."""
    assert genres("Opinion: No", "") == [{"uri": "http://cv.iptc.org/newscodes/genre/Opinion", "name": "Opinion"}]
    assert genres("Stocks end lower", "") == [{"literal": "market-report", "name": "Market report"}]
