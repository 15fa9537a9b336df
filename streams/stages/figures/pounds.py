"""Whether pounds are money or a weight: by words of paying and of weighing before them, and by what is behind."""

import re

from streams.stages.figures.spelled import Number

# Characters around an amount in which a word of paying tells pounds of money from pounds of weight.
WINDOW = 80

_PAYING = re.compile(
    r"\b(?:cost|costs|costing|paid|pay|pays|price|priced|worth|fine|fined|spend|spent|profit|loss|earn|earned|bid|sold|sell|buy|bought"
    r"|bonus|salary|wage|wages|budget|revenue|tax|debt|sterling|fee|charge|charged|raise|raised|donat\w+|invest\w+|bill|deal)\b",
    re.IGNORECASE,
)
_WEIGHING = re.compile(r"(?:weigh|weight|lost|lose|gain|shed|drop)\w*\b[^.]{0,30}\Z", re.IGNORECASE)
# A 2,000-pound bomb, 1,500 pounds of cocaine.
_WEIGHT = re.compile(
    r"-pound\b|[ \u00a0-]pounds?[ \u00a0](?:of[ \u00a0](?!debt|tax|cash|credit|income)|each\b|per\b)", re.IGNORECASE
)


def are_money(text: str, number: Number, *, large: bool) -> bool:
    """Whether the pounds behind a number are money; `large` amounts are, unless something weighs them."""
    before = text[max(0, number.start - WINDOW) : number.start]
    if _WEIGHT.match(text, number.end) and number.scale == 1:
        return False
    return not _WEIGHING.search(before) and (large or _PAYING.search(before) is not None)
