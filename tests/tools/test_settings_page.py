import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_settings_page_is_current() -> None:
    """The reference page says what the table says; `python tools/settings_page.py` mends it."""
    tool = runpy.run_path(str(ROOT / "tools" / "settings_page.py"))

    assert tool["PAGE"].read_text(encoding="utf-8") == tool["page"]()
