"""An item that says that it corrects another is known by it; news of corrections is not."""

import pytest

from streams.stages.correction import is_correction


@pytest.mark.parametrize(
    ("title", "text", "note"),
    [
        ("CORRECTED-Board buys tugs", "", ""),
        ("(CORRECTED) - BOARD BUYS TUGS", "", ""),
        ("UPDATE 1-CORRECTED-Board buys tugs", "", ""),
        ("REFILE-Board buys tugs", "", ""),
        ("Correction: Board buys tugs", "", ""),
        ("Board buys tugs (Corrected)", "", ""),
        ("HAVN SHIPPING CORRECTS NET", "", ""),
        ("Board buys tugs", "(Corrects price in first paragraph)\nThe harbour board voted", ""),
        ("Board buys tugs", "TARNWICK, Nov 24 (Agency) - (This story corrects the name) The harbour board", ""),
        ("Board buys tugs", "CORRECTION: The harbour board", ""),
        ("Board buys tugs", "The harbour board", "Eds: Corrects spelling of Lervik."),
    ],
)
def test_corrections_say_so(title: str, text: str, note: str) -> None:
    """In the headline, at the beginning of the text, or in the editor's note."""
    assert is_correction(title, text, note)


@pytest.mark.parametrize(
    ("title", "text", "note"),
    [
        ("Correctional officers walk out", "", ""),
        ("Corrections officers walk out", "", ""),
        ("Stock market correction: what to know", "", ""),
        ("CORRECT ANSWERS", "", ""),
        ("Board buys tugs", "He said it was right (and he corrected it later).", ""),
        ("Board buys tugs", "The board" + " said so" * 60 + " (Corrects price)", ""),
        ("Board buys tugs", "The harbour board", "Photo to follow."),
        ("", "", ""),
    ],
)
def test_other_items_do_not(title: str, text: str, note: str) -> None:
    """Though they speak of it."""
    assert not is_correction(title, text, note)
