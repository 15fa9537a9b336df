"""Whether two headlines are of one template: "Weather for Odelby", "Weather for Lervik".

Under such headlines even one text is two items where it is short: the headline alone says of what.
"""

SHORT = 400  # characters, some sixty words: a longer text says of what it is
MOST_NAMES = 2  # by which a template's headlines differ, as "Odelby" and "Port Ellery"
LEAST_ALIKE = 0.5  # of the words


def is_short(text: str) -> bool:
    """Whether the headline counts beside a text."""
    return len(text) <= SHORT


def are_siblings(one: str, other: str) -> bool:
    """Whether two headlines are word for word the same but for a name or two.

    A name has a capital, as the first word of a headline has in any case: it is none.
    """
    a, b = one.split(), other.split()
    if len(a) != len(b) or a[:1] != b[:1]:
        return False
    own = [word for pair in zip(a, b, strict=True) if pair[0] != pair[1] for word in pair]
    return 0 < len(own) <= 2 * min(MOST_NAMES, LEAST_ALIKE * len(a)) and all(word[0].isupper() for word in own)
