"""Amounts of money, case by case."""

from pathlib import Path

import pytest

from streams.stages.money import Money, money
from streams.vocabularies import currencies

ONE = [
    ("The yard paid $94,000 for it.", "$94,000", 94_000, "USD"),
    ("a $48.2 million contract", "$48.2 million", 48_200_000, "USD"),
    ("sales of €3.4bn", "€3.4bn", 3_400_000_000, "EUR"),
    ("worth £8.10m", "£8.10m", 8_100_000, "GBP"),
    ("a fee of $500k", "$500k", 500_000, "USD"),
    ("HK$10.05 billion in exports", "HK$10.05 billion", 10_050_000_000, "HKD"),
    ("C$1.34 a share", "C$1.34", 1.34, "CAD"),
    ("A$2 million", "A$2 million", 2_000_000, "AUD"),
    ("US$150 million loan", "US$150 million", 150_000_000, "USD"),
    ("R$12 million", "R$12 million", 12_000_000, "BRL"),
    ("NT$300 a day", "NT$300", 300, "TWD"),
    ("USD 200 each", "USD 200", 200, "USD"),
    ("USD115.5 in cash", "USD115.5", 115.5, "USD"),
    ("it cost 115USD", "115USD", 115, "USD"),
    ("30 million NOK", "30 million NOK", 30_000_000, "NOK"),
    ("lost 75 USD million", "75 USD million", 75_000_000, "USD"),
    ("five million yen", "five million yen", 5_000_000, "JPY"),
    ("10,000 Swiss francs", "10,000 Swiss francs", 10_000, "CHF"),
    ("3,799 Chinese yuan", "3,799 Chinese yuan", 3_799, "CNY"),
    ("125 million Australian dollars", "125 million Australian dollars", 125_000_000, "AUD"),
    ("420 million finnish markka", "420 million finnish markka", 420_000_000, "FIM"),
    ("half a million euros", "half a million euros", 500_000, "EUR"),
    ("a million pounds", "a million pounds", 1_000_000, "GBP"),
    ("35 lakh rupees", "35 lakh rupees", 3_500_000, "INR"),
    ("₹12,34,567", "₹12,34,567", 1_234_567, "INR"),
    ("470 pence a share", "470 pence", 4.7, "GBP"),
    ("64.2 cents a dozen", "64.2 cents", 0.642, "USD"),
    ("a 12-cent-a-share dividend", "12-cent", 0.12, "USD"),
    ("3 dollars 50 cents", "3 dollars 50 cents", 3.5, "USD"),
    ("fined 500 pounds", "500 pounds", 500, "GBP"),
    ("100元", "100元", 100, "CNY"),
    ("12,000 kroner", "12,000 kroner", 12_000, "NOK"),
    ("an impact of -$0.19", "-$0.19", -0.19, "USD"),
    ("R500 million for schools", "R500 million", 500_000_000, "ZAR"),
    ("₩1.2tn", "₩1.2tn", 1_200_000_000_000, "KRW"),
    ("c $ 16.4 million", "c $ 16.4 million", 16_400_000, "CAD"),
    ("it costs 15 dollars 50.", "15 dollars 50", 15.5, "USD"),
    ("10 $ is not much", "10 $", 10, "USD"),
    ("10 U.S. dollars each", "10 U.S. dollars", 10, "USD"),
    ("lost 4.2 billion dlrs", "4.2 billion dlrs", 4_200_000_000, "USD"),
    ("two mln stg was paid", "two mln stg", 2_000_000, "GBP"),
    ("at 65.2 US cents", "65.2 US cents", 0.652, "USD"),
    ("$2.5 million Canadian.", "$2.5 million Canadian", 2_500_000, "CAD"),
    ("$20 AUD each", "$20 AUD", 20, "AUD"),
    ("$.50 a gallon", "$.50", 0.5, "USD"),
    ("N500 billion of debt", "N500 billion", 500_000_000_000, "NGN"),
    ("20 Kč each", "20 Kč", 20, "CZK"),
]


@pytest.mark.parametrize(("text", "words", "value", "currency"), ONE)
def test_one_amount_is_read_with_its_currency(text: str, words: str, value: float, currency: str) -> None:
    """Signs, codes and names before and behind the number, in digits and in words."""
    assert [(found.text, found.low, found.high, found.currency) for found in money(text)] == [
        (words, value, value, currency)
    ]


RANGES = [
    ("$1.5-2 billion", 1_500_000_000, 2_000_000_000, "USD"),
    ("$1.5 billion-$2 billion", 1_500_000_000, 2_000_000_000, "USD"),
    ("between $5 and $10 million", 5_000_000, 10_000_000, "USD"),
    ("€5-10m", 5_000_000, 10_000_000, "EUR"),
    ("5 to 10 million euros", 5_000_000, 10_000_000, "EUR"),
    ("prices from $12 to $15", 12, 15, "USD"),
    ("a $1-$2bn deal", 1_000_000_000, 2_000_000_000, "USD"),
    ("US$1.2-1.5 billion", 1_200_000_000, 1_500_000_000, "USD"),
    ("£800,000–£1m", 800_000, 1_000_000, "GBP"),
    ("two or three million pounds", 2_000_000, 3_000_000, "GBP"),
    ("13.50-to-14 dlrs", 13.5, 14, "USD"),
]


@pytest.mark.parametrize(("text", "low", "high", "currency"), RANGES)
def test_a_range_is_one_amount(text: str, low: float, high: float, currency: str) -> None:
    """The scale and the currency of one end are meant for both."""
    assert [(found.low, found.high, found.currency) for found in money(text)] == [(low, high, currency)]


CHANGES = [
    ("The price rose from $5 to $7.", [5, 7]),
    ("cut from $90 million to $80 million", [90_000_000, 80_000_000]),
    ("either $20 or $200 per month", [20, 200]),
    ("shares fell $2 to $30", [2, 30]),
]


@pytest.mark.parametrize(("text", "values"), CHANGES)
def test_a_change_or_a_choice_is_two_amounts(text: str, values: list[float]) -> None:
    """From one to the other is no range."""
    assert [found.low for found in money(text)] == values
    assert all(found.low == found.high for found in money(text))


ABROAD = [
    ("a $5 million grant", "AU", "AUD"),
    ("a $5 million grant", "CA", "CAD"),
    ("a $5 million grant", "MX", "MXN"),
    ("a $5 million grant", "SG", "SGD"),
    ("a $5 million grant", "DE", "USD"),
    ("a $5 million grant", "", "USD"),
    ("a US$5 million grant", "AU", "USD"),
    ("5 million dollars", "NZ", "NZD"),
    ("500 million pesos", "PH", "PHP"),
    ("900 million kronor", "SE", "SEK"),
    ("¥300 million", "CN", "CNY"),
    ("20 million rupees", "PK", "PKR"),
    ("4 million pounds", "EG", "EGP"),
    ("50 cents", "IE", "EUR"),
    ("$70,000 each", "PH", "USD"),
    ("R500 each", "ZA", "ZAR"),
]


@pytest.mark.parametrize(("text", "country", "currency"), ABROAD)
def test_a_shared_name_means_the_currency_of_the_country(text: str, country: str, currency: str) -> None:
    """A dollar is the country's own where it has one."""
    assert [found.currency for found in money(text, country=country)] == [currency]


FOREIGN = [
    ("A$2 million ($1.3 million)", "AU", ["AUD", "USD"]),
    ("2 million Australian dollars ($1.3 million)", "AU", ["AUD", "USD"]),
    ("A$5 million here and $3 million there", "AU", ["AUD", "USD"]),
    ("300 million pesos, and a loan of $40 million", "MX", ["MXN", "USD"]),
    ("$5 million and US$3 million", "AU", ["AUD", "USD"]),
    ("S$5 and US$3 and $4", "SG", ["SGD", "USD", "SGD"]),
]


@pytest.mark.parametrize(("text", "country", "currencies_"), FOREIGN)
def test_where_a_text_tells_its_own_money_apart_a_bare_dollar_is_foreign(
    text: str, country: str, currencies_: list[str]
) -> None:
    """In brackets, or anywhere if the text writes its own in another way and the American in none."""
    assert [found.currency for found in money(text, country=country)] == currencies_


NONE = [
    "The A14 and GPT-5.1 beat Gemini 3.",
    "They won 3-2 and then 2-1.",
    "She lost 25 pounds.",
    "a two pound hammer",
    "ALL 5 solutions are wrong.",
    "Of the 14 races he won 12 won praise.",
    "Boeing 737, iPhone 17, Route 66",
    "He has 10000 bitcoins.",
    "in 2025, on 3 May",
    "the SR 71 flew",
    "the 1987 real growth",
    "a 2,000-pound bomb and 1,500 pounds of rice",
    "BMW R1200",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_money_is_left_alone(text: str) -> None:
    """Names, scores, weights, years."""
    assert money(text) == []


APPROXIMATE = [
    "about $5",
    "nearly $350 billion",
    "up to $50 billion",
    "~$536",
    "more than $300 million",
    "$100+",
    "$5 or so",
]


@pytest.mark.parametrize("text", APPROXIMATE)
def test_words_that_make_it_approximate_belong_to_it(text: str) -> None:
    """The span takes them in."""
    (found,) = money(text)
    assert (found.text, found.approximate) == (text, True)


PER = [
    ("$98 a share", "share"),
    ("€9 per month", "month"),
    ("$70-a-share price", "share"),
    ("$3/gallon", "gallon"),
    ("£450 per square foot", "square foot"),
    ("$50 more per barrel", ""),
    ("$5 a lot", ""),
    ("$4 billion", ""),
]


@pytest.mark.parametrize(("text", "per"), PER)
def test_a_price_says_what_it_is_for(text: str, per: str) -> None:
    """Per, a, and a stroke."""
    (found,) = money(text)
    assert found.per == per


def test_a_price_for_two_amounts_is_for_both() -> None:
    """Either of them is per month."""
    assert [found.per for found in money("at either $20 or $200 per month")] == ["month", "month"]


def test_offsets_hold_their_text() -> None:
    """Also behind characters that take more than two bytes."""
    text = "🦕 “Crazy” 🤷 – it cost about €5,000, or £4,400."
    assert [text[found.start : found.end] for found in money(text)] == ["about €5,000", "£4,400"]


def test_a_user_adds_currencies(tmp_path: Path) -> None:
    """A table of one's own in the same columns."""
    table = tmp_path / "mine.tsv"
    table.write_text("XTS\ttaler\tSaxon\tTlr\t\n", "utf-8")
    mine = currencies.load(table)
    assert money("300 talers", vocabulary=mine) == [Money("300 talers", 0, 10, 300, 300, "XTS", False, "")]
    assert [found.currency for found in money("Tlr 20", vocabulary=mine)] == ["XTS"]
