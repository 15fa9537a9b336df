"""One pattern for many words: a tree of their letters, which is matched many times faster than a list of them."""

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches each of the words, the longest first where one begins another; for none, nothing."""
    heads: dict[str, list[str]] = {}
    whole = False
    for word in sorted(set(words)):
        if word:
            heads.setdefault(word[0], []).append(word[1:])
        else:
            whole = True
    if not heads:
        return "" if whole else "(?!)"
    branches = [re.escape(head) + any_of(rest) for head, rest in heads.items()]
    return f"(?:{'|'.join(branches)}){'?' if whole else ''}"
