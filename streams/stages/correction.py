"""Whether an item says of itself that it puts an earlier one right: then it is no copy, however much it shares."""

import re

HEAD = 300  # characters of the text in which it is said
# As agencies mark it, at the start of a headline or text: CORRECTED-, (CORRECTED), UPDATE 1-REFILE-, "Correction: …".
_CAPITALS = r"(?:CORRECT(?:ED|ION|ING|S)|REFIL(?:E|ED|ING)|CLARIFICATION)\b"
_COLON = r"(?i:corrected|corrections?|clarification)\b ?[:)–—-]"
_MARK = re.compile(rf"\W*(?:[A-Z]+ \d+[-:. ]+|\(?[A-Z]{{2,12}}\)? ?[-:] ?)?\(?(?:{_CAPITALS}|{_COLON})")
# In a headline in capitals, behind the name of who corrects; in brackets near the start of the text: "(Corrects the
# spelling in the second paragraph)", "(This story corrects …)".
_CORRECTS = re.compile(r"\bCORRECTS\b")
_IN_BRACKETS = re.compile(
    r"[(\[](?:(?i:this|the|recasts|adds|updates)\b[^()\[\]\n]{0,40}\W)?"
    r"(?:Correct(?:s|ed|ing|ion)|CORRECT(?:S|ED|ING|ION)|Refiles|Clarifies|(?<=\s)(?:corrects|correcting|clarifies))\b"
)
_IN_NOTE = re.compile(r"\b(?:correct(?:s|ed|ing|ion|ions)|refil(?:es|ed|ing)|clarif(?:ies|ication))\b", re.IGNORECASE)


def is_correction(title: str, text: str, note: str = "") -> bool:
    """Whether the headline, the beginning of the text or the editor's note says so, in English."""
    head = text[:HEAD]
    in_title = _MARK.match(title) or _CORRECTS.search(title[:HEAD]) or _IN_BRACKETS.search(title[:HEAD])
    return bool(in_title or _MARK.match(head) or _IN_BRACKETS.search(head) or _IN_NOTE.search(note[:HEAD]))
