"""Cards keep what they are given, and their places are used again."""

from schemas.fingerprint import Fingerprint
from schemas.sketch import CORE
from streams.stages.copies.cards import INDEXED, Cards
from streams.stages.fingerprint import fingerprint

TEXT = "the board said on tuesday that it would buy two electric tugs in spring"


def test_a_card_comes_back_as_it_was_laid_down() -> None:
    """Key, time, hash, anchors and sketch."""
    made, cards = fingerprint("", TEXT), Cards()
    place = cards.put(1 << 60, made, 77)
    card = cards[place]
    assert (card.key, card.seconds, card.sketch) == (1 << 60, 77, made.sketch[:CORE])
    assert made.text_hash.startswith(card.text_hash.hex())
    assert cards.values(place) == set(card.anchors)
    assert len(card.anchors) == INDEXED
    assert (cards.age(place), cards.keys([place])) == ((77, 1 << 60), [1 << 60])


def test_an_item_without_shingles_is_found_by_its_hash() -> None:
    """A flash of three words has nothing else."""
    made, cards = fingerprint("", "Ferry runs aground"), Cards()
    assert cards.values(cards.put(1, made, 0)) == {int.from_bytes(bytes.fromhex(made.text_hash)[:4], "little")}


def test_times_before_1970_and_after_2106_are_the_nearest() -> None:
    """A date in 1904 is a provider's mistake, not ours."""
    cards, made = Cards(), fingerprint("", TEXT)
    assert cards.seconds(cards.put(1, made, -5)) == 0
    assert cards.seconds(cards.put(2, made, 1 << 40)) == (1 << 32) - 1


def test_places_are_used_again() -> None:
    """Memory stays flat while the window slides."""
    cards, made = Cards(), Fingerprint("00" * 16, fingerprint("", TEXT).sketch)
    places = [cards.put(key, made, key) for key in range(3000)]
    size = cards.nbytes
    for key in range(3000, 12_000):
        cards.take(places.pop(0))
        places.append(cards.put(key, made, key))
    assert len(cards) == 3000
    assert cards.nbytes == size
    assert [cards[place].key for place in places] == list(range(9000, 12_000))
